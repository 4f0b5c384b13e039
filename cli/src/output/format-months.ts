import type { EvaluationEstimate } from '@galley/engine/evaluate';
import { formatPercentDelta, formatRoughUsd } from '@galley/engine/units';
import { outputLine } from './output-line.ts';

type Months = EvaluationEstimate['months'];

/** A line for each prompt that production calls: what it would cost a month. */
export function formatMonths(months: Months): string {
  return months.map((month) => `${outputLine(monthText(month))}\n`).join('');
}

/** A line for each prompt that production calls: how much more or less it would cost a month. */
export function formatMonthChange(base: Months, head: Months): string[] {
  return head.map((month) => {
    const before = base.find(({ target }) => target === month.target);
    return `${outputLine(changeText(before?.expectedNanoUsd, month))}\n`;
  });
}

function monthText({ target, callsPerMonth, expectedNanoUsd }: Months[number]): string {
  const cost =
    expectedNanoUsd === undefined ? 'unknown' : `about ${formatRoughUsd(expectedNanoUsd)}`;
  return `${target}: ${cost} a month at ${callsPerMonth.toLocaleString('en-US')} calls`;
}

function changeText(before: number | undefined, month: Months[number]): string {
  const { target, callsPerMonth, expectedNanoUsd: after } = month;
  if (before === undefined || after === undefined) return monthText(month);
  const change = after - before;
  const sign = change > 0 ? '+' : '';
  const ratio = before === 0 || change === 0 ? '' : ` (${formatPercentDelta(change / before)})`;
  return `${target}: about ${sign}${formatRoughUsd(change)} a month${ratio} at ${callsPerMonth.toLocaleString('en-US')} calls`;
}
