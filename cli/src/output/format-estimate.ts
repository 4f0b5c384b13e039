import type { EvaluationEstimate } from '@galley/engine/evaluate';
import type { CallEstimate } from '@galley/engine/models';
import { formatUsd, type NanoUsd } from '@galley/engine/units';
import { formatTable } from './format-table.ts';
import { toJson } from './to-json.ts';

/** What one call could cost, as text or JSON. */
export function formatCallEstimate(estimate: CallEstimate, target: string, format: string): string {
  if (format === 'json') return `${toJson({ target, ...estimate }, 2)}\n`;
  const { from, inputTokens, maxOutputTokens, costNanoUsd } = estimate;
  const answer = maxOutputTokens === undefined ? 'any number of' : `at most ${maxOutputTokens}`;
  return `${target}: about ${inputTokens} tokens in, ${answer} out, ${where[from]}: ${bound(costNanoUsd)}\n`;
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
    `${model.inputTokens} tokens in`,
    `about ${usd(model.expectedNanoUsd)}`,
    bound(model.worstNanoUsd),
  ]);
  const lines = [
    formatTable(rows),
    `${estimate.calls} calls, ${estimate.answered} answered without one, ${estimate.notExecuted} not executed\n`,
    `about ${usd(estimate.expectedNanoUsd)} at up to ${estimate.assumedOutputTokens} tokens per answer, ${bound(estimate.worstNanoUsd)}; nothing was sent\n`,
  ];
  if (estimate.unknownPrices.length > 0) {
    lines.push(`no known price: ${estimate.unknownPrices.join(', ')}\n`);
  }
  if (estimate.unbounded.length > 0) {
    lines.push(`no max_tokens, so no upper bound: ${estimate.unbounded.join(', ')}\n`);
  }
  return lines.join('');
}

function usd(amount: NanoUsd | undefined): string {
  return amount === undefined ? 'unknown' : formatUsd(amount);
}

function bound(amount: NanoUsd | undefined): string {
  return amount === undefined ? 'upper bound unknown' : `at most ${formatUsd(amount)}`;
}
