import type { Finding, Proof } from '../../proof/proof.ts';
import type { Section } from '../../report/comment/fit-sections.ts';
import { headline } from '../../report/comment/headline.ts';
import { markdownMarkup, plainMarkup } from '../../report/markdown/markup.ts';
import { type SummaryRow, summaryRows } from '../../report/summary/summary-rows.ts';
import { plural } from '../../units/plural.ts';
import type { CheckConclusion } from '../github-client.ts';
import type { CheckKey } from './check-names.ts';
import type { CheckReport } from './check-report.ts';
import type { CheckReportOptions } from './check-report-options.ts';
import { blockingFindings, isObserved } from './is-blocking.ts';
import { checkText, checkTitle } from './output-text.ts';

/** One step of the proof as a check run of its own. */
export interface StepCheck {
  readonly check: Exclude<CheckKey, 'gate'>;
  readonly row: SummaryRow['name'];
  /** Findings that make this check fail. */
  readonly codes: ReadonlySet<Finding['code']>;
  sections(proof: Proof): readonly (Section | undefined)[];
}

/** All projects' results of one step; a step that no project took is neutral, never a failure. */
export function stepReport(
  step: StepCheck,
  proofs: readonly Proof[],
  options: CheckReportOptions,
): Omit<CheckReport, 'annotations' | 'actions'> {
  const shown = proofs.filter(({ verdict }) => verdict.outcome !== 'nothing');
  const plain = { check: step.check, status: 'completed' } as const;
  if (shown.length === 0) {
    const title = 'nothing that Galley reads changes';
    return { ...plain, conclusion: 'neutral', title, summary: `${title}.` };
  }
  const isOne = shown.length === 1;
  const rows = shown.map((proof) => rowOf(step, proof, plainMarkup));
  const blocked = shown.filter((proof) => isBlocked(step, proof, options));
  const lines = shown.map((proof) => {
    const { text } = rowOf(step, proof, markdownMarkup);
    return `${headline(proof)}\n\n${step.row}: ${text}`;
  });
  const text = checkText(
    '',
    shown.flatMap((proof) => step.sections(proof)),
  );
  return {
    ...plain,
    conclusion: conclusionOf(step, { shown, rows, blocked }, options),
    title: checkTitle(isOne ? (rows[0]?.text ?? '') : titleOfMany(shown, rows, blocked)),
    summary: checkText(lines.join('\n\n')),
    ...(text !== '' && { text }),
  };
}

function rowOf({ row }: StepCheck, proof: Proof, markup: typeof plainMarkup): SummaryRow {
  return summaryRows(proof, { markup }).find(({ name }) => name === row) as SummaryRow;
}

function isBlocked({ codes }: StepCheck, proof: Proof, options: CheckReportOptions): boolean {
  return blockingFindings(proof, options).some(({ code }) => codes.has(code));
}

function conclusionOf(
  { check }: StepCheck,
  {
    shown,
    rows,
    blocked,
  }: {
    readonly shown: readonly Proof[];
    readonly rows: readonly SummaryRow[];
    readonly blocked: readonly Proof[];
  },
  options: CheckReportOptions,
): CheckConclusion {
  const isEnforced = (proof: Proof) => !isObserved(proof, options);
  const isWaiting = check === 'evaluate' && options.waitsFor !== undefined;
  if (blocked.some(isEnforced)) return 'failure';
  if (isWaiting && shown.some(isEnforced)) return 'action_required';
  if (isWaiting || blocked.length > 0) return 'neutral';
  return rows.every(({ status }) => status === 'passed') ? 'success' : 'neutral';
}

function titleOfMany(
  shown: readonly Proof[],
  rows: readonly SummaryRow[],
  blocked: readonly Proof[],
): string {
  const named = shown.map(
    ({ project }, index) => `${project === '' ? 'root' : project}: ${rows[index]?.text ?? ''}`,
  );
  if (blocked.length === 0) return named.join('; ');
  const first = named[shown.indexOf(blocked[0] as Proof)] ?? '';
  return `${blocked.length} of ${plural(shown.length, 'project')} blocked; ${first}`;
}
