import { differenceText } from '../../proof/difference-text.ts';
import type { Finding, Proof } from '../../proof/proof.ts';
import { formatMoney } from '../../units/format-money.ts';
import { formatCount, formatRatio } from '../../units/format-number.ts';
import { shortRevision } from '../../units/short-revision.ts';
import { outcomePoint } from '../evaluation/page-head.ts';
import type { PageCell, PageColumn, PageHead, PageStatus, PageTable } from '../html/page-data.ts';
import { plainMarkup } from '../markdown/markup.ts';
import { alertNotes } from '../summary/alert-text.ts';
import { evaluationRemarks } from '../summary/evaluation-remarks.ts';
import { headlineText } from '../summary/headline-text.ts';
import { type SummaryRow, summaryRows } from '../summary/summary-rows.ts';
import { placeText } from '../text/place-text.ts';

const statusOfOutcome: Readonly<Record<Proof['verdict']['outcome'], PageStatus>> = {
  passed: 'good',
  warned: 'warning',
  failed: 'bad',
  nothing: 'neutral',
};
const order: readonly PageStatus[] = ['bad', 'warning', 'good', 'neutral'];

/** Columns of a case, in the order in which `proofPageRows` fills them. */
const caseColumns: readonly PageColumn[] = [
  { label: 'Case' },
  { label: 'Outcome' },
  { label: 'Suite', isMinor: true },
  { label: 'Target', isMinor: true },
  { label: 'Model', isMinor: true },
];

/** The part of a proof's page that stands above its rows. */
export function proofPageHead(proofs: readonly Proof[]): PageHead {
  const statuses = proofs.map(({ verdict }) => statusOfOutcome[verdict.outcome]);
  const usesScripted = proofs.some(({ evaluation }) => evaluation.usesScripted);
  return {
    title: proofs.map((proof) => headlineText(proof, plainMarkup)).join('; '),
    status: order.find((status) => statuses.includes(status)) ?? 'neutral',
    facts: proofs.flatMap(proofFacts),
    notes: [
      ...(usesScripted ? ['Answers came from a script: they test the plumbing, not a model.'] : []),
      ...proofs.flatMap((proof) => evaluationRemarks(proof, plainMarkup)),
      ...proofs.flatMap(({ evaluation }) => alertNotes(evaluation.suites.map(({ head }) => head))),
    ],
    tables: proofs.flatMap((proof) => [stepTable(proof), findingTable(proof), checkTable(proof)]),
    chart: proofs.flatMap(({ evaluation }) =>
      evaluation.suites.flatMap(({ base, head }) => [
        ...(base === undefined ? [] : outcomePoint(base, 'base')),
        ...outcomePoint(head, 'head'),
      ]),
    ),
    rowsTitle: 'Changed cases',
    columns: caseColumns,
  };
}

function proofFacts({ revisions, promptCount, cost, project }: Proof): [string, string][] {
  const { policy } = revisions;
  const spent = {
    costNanoUsd: cost.runNanoUsd,
    knownCostNanoUsd: cost.knownRunNanoUsd,
    unknownCostCalls: cost.unknownCostCalls,
    isUpperBound: cost.isUpperBound,
  };
  return [
    ...(project === '' ? [] : [['Project', project] as [string, string]]),
    ['Base', shortRevision(revisions.base)],
    ['Head', shortRevision(revisions.head)],
    ['Policy', `${policy.ref}@${shortRevision(policy.commit)}`],
    ['Prompts', formatCount(promptCount)],
    ['Cost of this run', formatMoney(spent)],
  ];
}

const statusOfStep: Readonly<Record<SummaryRow['status'], PageStatus>> = {
  passed: 'good',
  warned: 'warning',
  failed: 'bad',
  none: 'neutral',
  cost: 'neutral',
};

function titled(title: string, project: string): string {
  return project === '' ? title : `${title}: ${project}`;
}

function stepTable(proof: Proof): PageTable {
  return {
    title: titled('Steps', proof.project),
    columns: [{ label: 'Step' }, { label: 'Result' }],
    rows: summaryRows(proof, { markup: plainMarkup }).map(({ name, text, status }) => ({
      cells: [name, text],
      status: statusOfStep[status],
    })),
  };
}

function findingTable({ findings, project }: Proof): PageTable {
  const row = (finding: Finding) => ({
    cells: [finding.message, finding.problemCode ?? finding.code, placeText(finding, project)],
    status: finding.severity === 'error' ? ('bad' as const) : ('warning' as const),
  });
  return {
    title: titled('Findings', project),
    columns: [{ label: 'Finding' }, { label: 'Code', isMinor: true }, { label: 'Place' }],
    rows: findings.map(row),
  };
}

const statusOfVerdict: Readonly<Record<string, PageStatus>> = { worse: 'bad', better: 'good' };

function checkTable({ evaluation, project }: Proof): PageTable {
  const ratio = (value: number | undefined): PageCell =>
    value === undefined ? null : [value, formatRatio(value)];
  const rows = evaluation.suites.flatMap(({ suite, target, model, comparisons }) =>
    comparisons.map((comparison) => {
      const { name, base, head, verdict, difference } = comparison;
      const text = differenceText(comparison);
      const cells: PageCell[] = [
        name,
        ratio(base),
        ratio(head),
        difference === undefined || text === undefined ? null : [difference, text],
        verdict,
        suite,
        target,
        model,
      ];
      return { cells, status: statusOfVerdict[verdict] ?? 'neutral' };
    }),
  );
  return {
    title: titled('Checks against base', project),
    columns: [
      { label: 'Check' },
      { label: 'Base', isNumeric: true },
      { label: 'Head', isNumeric: true },
      { label: 'Difference (95 %)', isNumeric: true, isMinor: true },
      { label: 'Verdict' },
      { label: 'Suite', isMinor: true },
      { label: 'Target', isMinor: true },
      { label: 'Model', isMinor: true },
    ],
    rows,
  };
}
