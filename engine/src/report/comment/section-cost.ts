import type { PromptCost, Proof } from '../../proof/proof.ts';
import { formatCount } from '../../units/format-number.ts';
import { formatUsd } from '../../units/format-usd.ts';
import { codeCell } from '../markdown/escape-markdown.ts';
import { monthlyCost, percentText, roughDelta } from '../summary/cost-change-text.ts';
import { runCostText } from '../summary/summary-rows.ts';
import type { Section } from './fit-sections.ts';

/** Per prompt and model: tokens, list price per 1,000 calls and latency, before and after. */
export function costSection(proof: Proof): Section | undefined {
  const { cost } = proof;
  if (cost.prompts.length === 0) return undefined;
  const cap = cost.capNanoUsd === undefined ? '' : ` of at most ${formatUsd(cost.capNanoUsd)}`;
  return {
    summary: 'Cost and latency',
    intro: `This run: ${runCostText(cost)}${cap}. Prices are means over the cases, uncached.\n\n| prompt (model) | tokens in/out | per 1,000 calls | p95 |\n|---|---:|---:|---:|`,
    items: cost.prompts.map(costRow),
    separator: '\n',
    noun: 'prompts',
  };
}

function costRow(prompt: PromptCost): string {
  const tokens = `${pair(prompt.baseInputTokens, prompt.headInputTokens, formatCount)} / ${pair(prompt.baseOutputTokens, prompt.headOutputTokens, formatCount)}`;
  const ratio = prompt.changeRatio === undefined ? '' : ` (${percentText(prompt.changeRatio)})`;
  const price = `${pair(prompt.basePer1000NanoUsd, prompt.headPer1000NanoUsd, formatUsd)}${ratio}${monthText(prompt)}`;
  const latency = pair(prompt.baseLatencyP95Ms, prompt.headLatencyP95Ms, milliseconds);
  return `| ${codeCell(prompt.target)} (${codeCell(prompt.model)}) | ${tokens} | ${price} | ${latency} |`;
}

function monthText(prompt: PromptCost): string {
  const [cost] = monthlyCost(prompt);
  if (cost === undefined || cost.base === cost.head) return '';
  return `, about ${roughDelta(cost.head - cost.base)} a month`;
}

function pair(
  base: number | undefined,
  head: number | undefined,
  format: (value: number) => string,
): string {
  const text = (value: number | undefined) => (value === undefined ? 'unknown' : format(value));
  if (base === undefined && head === undefined) return 'unknown';
  return base === head ? text(head) : `${text(base)} → ${text(head)}`;
}

function milliseconds(value: number): string {
  return value < 1_000 ? `${Math.round(value)} ms` : `${(value / 1_000).toFixed(1)} s`;
}
