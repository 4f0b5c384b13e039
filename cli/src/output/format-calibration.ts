import type { Calibration, JudgedLabel } from '@galley/engine/evaluate';
import { plural } from '@galley/engine/units';
import { formatMoney } from './format-money.ts';
import { formatTable } from './format-table.ts';
import { outputLine } from './output-line.ts';

const mostListed = 20;

/** Below this, the interval of kappa is wide whatever it is. */
const fewLabels = 30;

/** A calibration for people. */
export function formatCalibration(
  result: Calibration & { readonly suite: string; readonly minKappa: number },
): string {
  const { check, suite, labels, judged, confusion } = result;
  const unjudged = labels.length - judged;
  const lines = [
    `check “${check}” of ${suite}: ${plural(judged, 'label')} judged${unjudged > 0 ? `, ${unjudged} without a verdict` : ''}`,
    ...agreementLines(result),
    '',
  ];
  const table = formatTable([
    ['', 'people pass', 'people fail'],
    ['judge passes', String(confusion.bothPass), String(confusion.judgeOnly)],
    ['judge fails', String(confusion.humanOnly), String(confusion.bothFail)],
  ]);
  const apart = labels.filter(isApart);
  const listed = apart.slice(0, mostListed).map(labelLine);
  const more = apart.length > mostListed ? [`… and ${apart.length - mostListed} more`] : [];
  const list = apart.length === 0 ? [] : ['', 'apart:', ...listed, ...more];
  const isWithoutCase = ({ outcome, caseId }: JudgedLabel) =>
    outcome === 'error' && caseId === undefined;
  const hint = labels.some(isWithoutCase)
    ? ['', 'A check that reads its case needs `case` in the label: the id of a case of the suite.']
    : [];
  const money = formatMoney({
    costNanoUsd: result.costNanoUsd,
    knownCostNanoUsd: result.costNanoUsd ?? 0,
    unknownCostCalls: result.costNanoUsd === undefined ? result.requests : 0,
    isUpperBound: false,
  });
  const cost = ['', `${plural(result.requests, 'request')}, ${money}`];
  return [...lines, table.trimEnd(), ...list, ...hint, ...cost].map((line) => `${line}\n`).join('');
}

function agreementLines({
  agreement,
  verdict,
  minKappa,
}: Calibration & { readonly minKappa: number }): string[] {
  if (agreement === undefined) return ['no agreement can be known: nothing was judged'];
  const { n, raw, kappa, interval } = agreement;
  const share = `agree on ${(raw * 100).toFixed(0)} %`;
  if (kappa === undefined) {
    return [`${share}; kappa cannot be known, because both say the same of every answer`];
  }
  const range = interval ? ` (95 % ${interval[0].toFixed(2)} … ${interval[1].toFixed(2)})` : '';
  const word = {
    agrees: `at least ${minKappa}: the judge agrees with people`,
    disagrees: `below ${minKappa}: the judge does not agree with people`,
    'too-few': `reaches ${minKappa}, but so few labels could show that by luck: label more`,
    unknown: 'cannot be known',
  }[verdict];
  const isFew = n < fewLabels && verdict !== 'too-few';
  const few = isFew
    ? [`${plural(n, 'label')} say little either way: label ${fewLabels} or more`]
    : [];
  return [`${share}, kappa ${kappa.toFixed(2)}${range}: ${word}`, ...few];
}

function isApart({ outcome, human }: JudgedLabel): boolean {
  return outcome !== (human === 'pass' ? 'passed' : 'failed');
}

function labelLine({ line, caseId, human, outcome, reason }: JudgedLabel): string {
  const where = caseId === undefined ? `line ${line}` : `line ${line}, ${caseId}`;
  const said = { passed: 'pass', failed: 'fail', error: 'error', 'not-executed': 'not asked' };
  const why = reason === undefined ? '' : `: ${reason}`;
  return outputLine(`${where}: people ${human}, judge ${said[outcome]}${why}`);
}
