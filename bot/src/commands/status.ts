import { codeSpan } from '@galley/engine/report';
import { formatUsd, plural } from '@galley/engine/units';
import type { Phase } from '../pull-request/phase.ts';
import type { CommandPlug } from './contract.ts';

const words: Readonly<Record<Phase, string>> = {
  nothing: 'nothing that Galley reads changes',
  done: 'everything is done',
  evaluating: 'the evaluation waits for its turn or is at work',
  'fork-approval': 'the free checks are done; the evaluation waits for `/galley approve`',
  draft: 'the free checks are done; the evaluation waits until this is no draft',
  cancelled: 'the evaluation was stopped; `/galley retry` begins again',
};

/** Says where the newest commit stands. */
export const status: CommandPlug = ({ now, phase, proofs }) => {
  const lines = [`\`${now.head.slice(0, 7)}\`: ${words[phase]}.`];
  for (const { project, verdict, cost, findings } of proofs) {
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    const name = project === '' ? 'root' : project;
    const spent = cost.knownRunNanoUsd > 0 ? `, ${formatUsd(cost.knownRunNanoUsd)} spent` : '';
    lines.push(
      `- ${codeSpan(name)}: ${verdict.outcome}, ${plural(errors, 'reason')} to block${spent}`,
    );
  }
  return { state: 'done', reply: lines.join('\n') };
};
