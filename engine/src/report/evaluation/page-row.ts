import type { CheckResult, RunResult } from '../../evaluate/results.ts';
import type { JsonValue } from '../../library/nodes.ts';
import { formatDuration } from '../../units/duration.ts';
import { formatRatio } from '../../units/format-number.ts';
import { formatUsd } from '../../units/format-usd.ts';
import { answerDiff, mostPageCharacters } from '../html/answer-diff.ts';
import type { PageCell, PageCheck, PageDetail, PageRow, PageStatus } from '../html/page-data.ts';
import { shortenText } from '../text/shorten-text.ts';
import { alertsOf } from './alert-results.ts';
import type { CaseRun } from './case-runs.ts';
import { failureReason } from './failed-run.ts';

const statusOf: Readonly<Record<RunResult['outcome'], PageStatus>> = {
  passed: 'good',
  failed: 'bad',
  error: 'warning',
  'not-executed': 'neutral',
};

/** A case as a row of the page, its draws below it. */
export function evaluationPageRow(
  run: CaseRun,
  { withTimes }: { readonly withTimes: boolean },
): PageRow {
  const { arm, caseId, verdict, draws } = run;
  const checks = arm.checks.flatMap(({ name }) => checkOf(name, draws));
  const scores = checks.flatMap(({ score }) => (score === null ? [] : [score]));
  const score = mean(scores);
  const times = draws.flatMap(({ latencyMs }) => (latencyMs === undefined ? [] : [latencyMs]));
  const latencyMs = mean(times);
  const cells: PageCell[] = [
    caseId,
    outcomeText(run),
    score === undefined ? null : [score, formatRatio(score)],
    arm.suite,
    arm.target,
    arm.model,
    costCell(draws),
    latencyMs === undefined ? null : [latencyMs, formatDuration(latencyMs)],
  ];
  return {
    cells: withTimes ? cells : cells.slice(0, -1),
    outcome: verdict,
    status: statusOf[verdict],
    suite: arm.suite,
    tags: draws[0].tags,
    checks,
    details: [
      ...draws.flatMap((draw) => drawDetails(draw, draws.length)),
      ...alertDetails(run),
      ...givenDetails(draws, withTimes),
    ],
  };
}

function outcomeText({ verdict, draws }: CaseRun): string {
  const passed = draws.filter(({ outcome }) => outcome === 'passed').length;
  return draws.length > 1 ? `${verdict} (${passed} of ${draws.length})` : verdict;
}

/** A check over the draws of a case, its mean score and its worst outcome; none where it never ran. */
function checkOf(name: string, draws: CaseRun['draws']): PageCheck[] {
  const found = draws.flatMap(({ checks }) => checks.filter((check) => check.name === name));
  const scores = found.flatMap(({ score }) => (score === undefined ? [] : [score]));
  const score = mean(scores) ?? null;
  const outcomes = new Set(found.map(({ outcome }) => outcome));
  const worst = (['failed', 'error', 'not-executed', 'passed'] as const).find((one) =>
    outcomes.has(one),
  );
  if (worst === undefined) return [];
  return [{ name, status: statusOf[worst], text: checkText(worst, scores), score }];
}

/** The word for one draw, `2 of 3` for several that pass or fail, else the mean score. */
function checkText(worst: RunResult['outcome'], scores: readonly number[]): string {
  const score = mean(scores);
  if (score === undefined) return worst;
  if (scores.some((one) => one !== 0 && one !== 1)) return formatRatio(score);
  return scores.length > 1
    ? `${scores.filter((one) => one === 1).length} of ${scores.length}`
    : worst;
}

function costCell(draws: CaseRun['draws']): PageCell {
  let sum = 0;
  for (const { listCostNanoUsd } of draws) {
    if (listCostNanoUsd === undefined) return null;
    sum += listCostNanoUsd;
  }
  return [sum, formatUsd(sum)];
}

function drawDetails(draw: RunResult, draws: number): PageDetail[] {
  const suffix = draws > 1 ? `, repeat ${draw.repeat + 1}: ${draw.outcome}` : '';
  const details: PageDetail[] = [];
  const reasons = draw.checks.flatMap((check) => checkLines(check));
  if (draw.reason !== undefined) reasons.unshift(failureReason(draw));
  if (reasons.length > 0) details.push({ kind: 'list', title: `Checks${suffix}`, items: reasons });
  if (draw.text !== undefined) {
    details.push({ kind: 'text', title: `Answer${suffix}`, text: shorten(draw.text) });
    const { expected } = draw;
    if (expected !== undefined && expected !== null && draw.output !== undefined) {
      const [wanted, got] = [shown(expected), shown(draw.output)];
      if (wanted !== got) details.push(answerDiff(`Expected → answer${suffix}`, wanted, got));
    }
  }
  if (draw.toolCalls.length > 0) {
    const calls = draw.toolCalls.map((call) => `${call.name} ${JSON.stringify(call.arguments)}`);
    details.push({ kind: 'list', title: `Tool calls${suffix}`, items: calls.map(shorten) });
  }
  return details;
}

/** A check, and the members of a group below it. */
function checkLines(check: CheckResult, indent = ''): string[] {
  const { name, outcome, score, reason, members = [] } = check;
  const isScored = score !== undefined && score !== 0 && score !== 1;
  const number = isScored ? ` (${formatRatio(score)})` : '';
  const line = `${indent}${name}: ${outcome}${number}${reason === undefined ? '' : `: ${reason}`}`;
  return [line, ...members.flatMap((member) => checkLines(member, `${indent}${name} › `))];
}

function alertDetails(run: CaseRun): PageDetail[] {
  const items = alertsOf(run).map(
    ({ guard, rule, where, excerpt }) => `${guard}: ${rule} in the ${where}: ${excerpt}`,
  );
  return items.length === 0 ? [] : [{ kind: 'list', title: 'Guardrails', items }];
}

/** What all draws of a case have in common. */
function givenDetails(
  [{ rendered, inputs, source }]: CaseRun['draws'],
  withTimes: boolean,
): PageDetail[] {
  const messages = rendered?.map(({ role, content }) => [role, shorten(content)] as const);
  return [
    ...(messages ? [{ kind: 'messages', title: 'Messages', messages } as const] : []),
    { kind: 'text', title: 'Inputs', text: shorten(JSON.stringify(inputs, undefined, 2)) },
    ...(source && withTimes
      ? [{ kind: 'list', title: 'Answered by', items: [source] } as const]
      : []),
  ];
}

function shown(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
}

function shorten(text: string): string {
  return shortenText(text, mostPageCharacters);
}

function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
