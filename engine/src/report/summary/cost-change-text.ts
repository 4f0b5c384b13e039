import type { PromptCost } from '../../proof/proof.ts';
import { formatPercentDelta } from '../../units/format-number.ts';
import { formatUsd } from '../../units/format-usd.ts';
import { plural } from '../../units/plural.ts';
import type { Markup } from '../markdown/markup.ts';

/**
 * What 1,000 calls of the changed prompt cost before and after; of several, the one that moves most,
 * and the range of the others, as nobody pays their sum. Empty when no prompt was measured.
 */
export function costChangeText(prompts: readonly PromptCost[], markup: Markup): string {
  if (prompts.length === 0) return '';
  const known = prompts.flatMap(knownPrice).sort((a, b) => movement(b) - movement(a));
  const [most, ...others] = known;
  if (most === undefined) return 'change per call unknown';
  const price = `${formatUsd(most.base)} → ${formatUsd(most.head)} per 1,000 calls`;
  if (prompts.length === 1) {
    const isFree = most.base === 0 && most.head === 0;
    return isFree ? '' : markup.strong(`${price}${inBrackets(most.ratio)}`);
  }
  if (known.every(({ base, head }) => base === 0 && head === 0)) return '';
  const models = new Set(prompts.map(({ model }) => model));
  const name = markup.name(models.size > 1 ? `${most.target} (${most.model})` : most.target);
  return [`${name} ${markup.strong(`${price}${inBrackets(most.ratio)}`)}`, othersText(others)]
    .concat(unknownText(prompts.length - known.length))
    .filter((part) => part !== '')
    .join(', ');
}

/** A relative change in whole per cent; with one decimal below 1 %, so that it never reads as none. */
export function percentText(ratio: number): string {
  return formatPercentDelta(ratio, Math.abs(ratio) < 0.01 ? 1 : 0);
}

interface KnownPrice {
  readonly target: string;
  readonly model: string;
  readonly base: number;
  readonly head: number;
  /** `undefined` when base costs nothing. */
  readonly ratio: number | undefined;
}

function knownPrice(prompt: PromptCost): KnownPrice[] {
  const { target, model, basePer1000NanoUsd: base, headPer1000NanoUsd: head } = prompt;
  if (base === undefined || head === undefined) return [];
  return [{ target, model, base, head, ratio: prompt.changeRatio }];
}

/** Something where nothing was paid moves most of all. */
function movement({ ratio, head }: KnownPrice): number {
  return ratio === undefined ? (head > 0 ? Number.MAX_VALUE : 0) : Math.abs(ratio);
}

function inBrackets(ratio: number | undefined): string {
  return ratio === undefined ? '' : ` (${percentText(ratio)})`;
}

function othersText(others: readonly KnownPrice[]): string {
  const ratios = others.flatMap(({ ratio }) => (ratio === undefined ? [] : [ratio]));
  if (ratios.length === 0) return '';
  const [low, high] = [percentText(Math.min(...ratios)), percentText(Math.max(...ratios))];
  return `${plural(ratios.length, 'other')} ${low === high ? low : `${low} … ${high}`}`;
}

function unknownText(count: number): string {
  return count === 0 ? '' : `${count} of unknown price`;
}
