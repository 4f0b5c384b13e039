import { createTally } from '@galley/engine/ledger';
import { type Proof, policyOf, prove } from '@galley/engine/proof';
import {
  findingAnnotation,
  formatAnnotations,
  formatComment,
  formatProofText,
} from '@galley/engine/report';
import { plainText } from '@galley/engine/units';
import { Option } from 'commander';
import { addCommonOptions } from '../options/common-options.ts';
import { addModelOptions, type ModelOptions } from '../options/model-options.ts';
import { colorProof } from '../output/color-proof.ts';
import { toJson } from '../output/to-json.ts';
import { commandAction, type Session } from '../session.ts';
import { openChanges, type ProjectChange } from '../workspace/open-changes.ts';
import { flushCassettes, openDesks } from '../workspace/open-desks.ts';
import { tallyingDesk, writeProofRecord } from '../workspace/run-records.ts';
import type { CommandModule } from './contract.ts';

interface ProofOptions extends ModelOptions {
  readonly base?: string;
  readonly head?: string;
  readonly policy: 'base' | 'head';
}

/** `galley proof`: the main job. */
export const proofCommand: CommandModule = {
  configure(command, door, finish) {
    command
      .option(
        '--base <revision>',
        'branch or revision to compare with (default: origin’s default branch, else main or master)',
      )
      .option('--head <revision>', 'what to judge (default: the working tree)')
      .addOption(
        new Option('--policy <side>', 'whose galley.yaml decides; head is for trying one out')
          .choices(['base', 'head'])
          .default('base'),
      );
    addModelOptions(command, 'replay');
    addCommonOptions(command, ['text', 'markdown', 'json', 'github']).addHelpText(
      'after',
      `
Documents of base come from its merge-base with head, policy from the tip of base itself.
Exit code 1 when the gate fails, 2 with errors in what the change touches, 4 over budget, 3 when a
provider fails or the clone is too shallow, 0 otherwise.

Examples:
  galley proof
  galley proof --base main --mode auto --max-cost 0.50
  galley proof --base origin/main --head HEAD --format markdown --output comment.md`,
    );
    commandAction(command, door, finish, proof);
  },
};

async function proof(session: Session<ProofOptions>): Promise<number> {
  const { base, head, policy, estimate } = session.options;
  const opened = await openChanges(session, {
    base,
    head,
    policyFrom: policy,
    baseArgument: '--base <branch or revision>',
  });
  if (estimate) {
    const { estimateChanges } = await import('../workspace/estimate-changes.ts');
    session.out.write(await estimateChanges(session, opened));
    return 0;
  }
  const proofs: Proof[] = [];
  for (const project of opened) proofs.push(await proveProject(session, project));
  session.out.write(formatProofs(proofs, session));
  return worstExitCode(proofs);
}

async function proveProject(
  session: Session<ProofOptions>,
  { change, workspace, trees }: ProjectChange,
): Promise<Proof> {
  const { door, options } = session;
  const desks = await openDesks(session, workspace, {
    mode: options.mode,
    policy: policyOf(change).head,
    cassettes: trees,
  });
  const tally = createTally();
  const startedAtMs = door.clock.now();
  const result = await prove(change, {
    mode: options.mode,
    concurrency: options.concurrency,
    createDesk: (project, scripts) => tallyingDesk(desks.open(project, scripts), tally),
    notExecutedDefault: 'warn',
    isStrict: options.strict === true,
    capNanoUsd: desks.capNanoUsd,
    emit: desks.progress.onEvent,
    signal: door.signal,
    ...(options.model === undefined ? {} : { models: options.model }),
  });
  desks.progress.clear();
  await flushCassettes(session, desks);
  await writeProofRecord(session, desks, { proof: result, tally, startedAtMs });
  return result;
}

function formatProofs(proofs: readonly Proof[], { options, colors }: Session): string {
  if (options.format === 'markdown') return formatComment(proofs);
  if (options.format === 'github') {
    const annotations = proofs.flatMap(({ findings, project }) =>
      findings.map((finding) => findingAnnotation(finding, project)),
    );
    return plainText(formatAnnotations(annotations));
  }
  if (options.format === 'json') {
    const [only, ...others] = proofs;
    const value = others.length === 0 ? only : { schema: 'galley-proofs/v1', proofs };
    return `${toJson(value, 2)}\n`;
  }
  return colorProof(proofs.map((one) => formatProofText(one)).join('\n'), colors);
}

/** Exit codes in the order in which the first that applies wins. */
const exitOrder = [2, 4, 3, 1, 0] as const;

function worstExitCode(proofs: readonly Proof[]): number {
  const codes = new Set(proofs.map(({ verdict }) => verdict.exitCode));
  return exitOrder.find((code) => codes.has(code)) ?? 0;
}
