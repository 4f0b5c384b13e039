import type { EvaluationEstimate } from '@galley/engine/evaluate';
import type { CallEstimate } from '@galley/engine/models';
import { formatUsd, type NanoUsd } from '@galley/engine/units';
import { formatMonths } from './format-months.ts';
import { formatTable } from './format-table.ts';
import { toJson } from './to-json.ts';

/** What one call could cost, as text or JSON. */
export function formatCallEstimate(estimate: CallEstimate, target: string, format: string): string {
  if (format === 'json') return `${toJson({ target, ...estimate }, 2)}\n`;
  const { from, maxOutputTokens, costNanoUsd } = estimate;
  const answer = maxOutputTokens === undefined ? 'any number of' : `at most ${maxOutputTokens}`;
  return `${target}: ${tokensIn(estimate)}, ${answer} out, ${where[from]}: ${bound(costNanoUsd)}\n`;
}

const where = {
  scripted: 'scripted',
  cassette: 'recorded',
  'cassette-local': 'local recording',
  cache: 'from the cache',
  call: 'one call',
  none: 'not executed in this mode',
} as const;

/** What an evaluation would send and cost, as text or JSON. */
export function formatEvaluationEstimate(estimate: EvaluationEstimate, format: string): string {
  if (format === 'json') return `${toJson(estimate, 2)}\n`;
  const rows = estimate.models.map((model) => [
    model.model,
    `${model.calls} calls`,
    tokensIn(model),
    expected(model.expectedNanoUsd),
    bound(model.worstNanoUsd),
  ]);
  const lines = [
    formatTable(rows),
    `${estimate.calls} calls, ${estimate.answered} answered without one, ${estimate.notExecuted} not executed\n`,
    `${expected(estimate.expectedNanoUsd)} at up to ${estimate.assumedOutputTokens} tokens per answer, ${bound(estimate.worstNanoUsd)}; nothing was sent\n`,
  ];
  if (estimate.unknownPrices.length > 0) {
    lines.push(
      `no known price: ${estimate.unknownPrices.join(', ')} (write \`pricing\` at the alias in galley.yaml)\n`,
    );
  }
  if (estimate.unbounded.length > 0) {
    lines.push(
      `nothing limits how long these answer, so no upper bound: ${estimate.unbounded.join(', ')}\n`,
    );
  }
  lines.push(formatMonths(estimate.months));
  return lines.join('');
}

/** An estimate says so: only some vendors publish how they count. */
function tokensIn({
  inputTokens,
  isInputExact,
}: {
  readonly inputTokens: number;
  readonly isInputExact: boolean;
}): string {
  return `${isInputExact ? '' : 'about '}${inputTokens} tokens in`;
}

function expected(amount: NanoUsd | undefined): string {
  return amount === undefined ? 'cost unknown' : `about ${formatUsd(amount)}`;
}

function bound(amount: NanoUsd | undefined): string {
  return amount === undefined ? 'upper bound unknown' : `at most ${formatUsd(amount)}`;
}
