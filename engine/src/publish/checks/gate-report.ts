import type { Proof } from '../../proof/proof.ts';
import { detailSections } from '../../report/comment/details.ts';
import { headline } from '../../report/comment/headline.ts';
import { mustFix } from '../../report/comment/must-fix.ts';
import { summaryTable } from '../../report/comment/summary-table.ts';
import { plural } from '../../units/plural.ts';
import { checkActions } from '../commands/check-actions.ts';
import type { CheckConclusion } from '../github-client.ts';
import type { CheckReport } from './check-report.ts';
import type { CheckReportOptions } from './check-report-options.ts';
import { blockingFindings, isObserved } from './is-blocking.ts';
import { checkText, checkTitle } from './output-text.ts';

const waitingTitles = {
  'fork-approval': 'waits for someone with write to approve this commit',
  'spend-approval': 'waits for someone to approve what this would cost',
} as const;

/** The one check that rules may require: all projects together. */
export function gateReport(proofs: readonly Proof[], options: CheckReportOptions): CheckReport {
  const shown = proofs.filter(({ verdict }) => verdict.outcome !== 'nothing');
  const plain = { check: 'gate', status: 'completed', annotations: [] } as const;
  if (shown.length === 0) {
    const title = 'nothing that Galley reads changes';
    return { ...plain, conclusion: 'success', title, summary: `${title}.`, actions: [] };
  }
  const blocked = shown.filter((proof) => blockingFindings(proof, options).length > 0);
  const conclusion = conclusionOf(shown, blocked, options);
  const [head, ...more] = shown.map((proof) =>
    [headline(proof), summaryTable(proof, options), mustFix(proof)].join('\n\n').trim(),
  );
  return {
    ...plain,
    conclusion,
    title: checkTitle(titleOf(shown, blocked, options)),
    summary: checkText([head, ...more].join('\n\n')),
    text: checkText(
      'Everything that was found, most valuable first.',
      shown.flatMap((proof) => detailSections(proof, shown.length > 1)),
    ),
    actions: actionsOf(conclusion),
  };
}

function conclusionOf(
  shown: readonly Proof[],
  blocked: readonly Proof[],
  options: CheckReportOptions,
): CheckConclusion {
  const isEnforced = (proof: Proof) => !isObserved(proof, options);
  if (blocked.length === 0 && options.waitsFor === undefined) return 'success';
  if (blocked.some(isEnforced)) return 'failure';
  return options.waitsFor !== undefined && shown.some(isEnforced) ? 'action_required' : 'neutral';
}

function titleOf(
  shown: readonly Proof[],
  blocked: readonly Proof[],
  options: CheckReportOptions,
): string {
  const { waitsFor } = options;
  const isObserving = shown.every((proof) => isObserved(proof, options));
  const observing = isObserving ? 'observing only: ' : '';
  if (blocked.length === 0 && waitsFor !== undefined) return observing + waitingTitles[waitsFor];
  const [one] = shown;
  if (shown.length === 1) {
    const words = one?.verdict.headline ?? '';
    return `${observing}${words === '' ? 'nothing to fix' : words}`;
  }
  const named = isObserving ? blocked : blocked.filter((proof) => !isObserved(proof, options));
  if (named.length === 0) return `${plural(shown.length, 'project')}, nothing blocks`;
  const names = named.map(({ project }) => (project === '' ? 'root' : project)).join(', ');
  return `${observing}${named.length} of ${shown.length} projects blocked: ${names}`;
}

function actionsOf(conclusion: CheckConclusion): CheckReport['actions'] {
  if (conclusion === 'action_required') return [checkActions.approve];
  return conclusion === 'success' ? [] : [checkActions.retry];
}
