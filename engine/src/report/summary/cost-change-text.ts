import type { PromptCost } from '../../proof/proof.ts';
import { formatPercentDelta } from '../../units/format-number.ts';
import { formatRoughUsd, formatUsd } from '../../units/format-usd.ts';
import { plural } from '../../units/plural.ts';
import type { Markup } from '../markdown/markup.ts';

/**
 * What the changed prompts cost before and after: per month where `usage` says how often they are
 * called, else per 1,000 calls. Empty when no prompt was measured.
 */
export function costChangeText(prompts: readonly PromptCost[], markup: Markup): string {
  const monthly = prompts.flatMap(monthlyCost);
  if (monthly.length === 0) return perCallText(prompts, markup);
  const rest = prompts.filter((prompt) => monthlyCost(prompt).length === 0).filter(isMoving);
  const parts = [monthText(monthly, markup), perCallText(rest, markup, { isNamed: true })];
  return parts.filter((part) => part !== '').join('; ');
}

/** Beside an amount a month, what stays as it was is not worth a word; what is unknown is. */
function isMoving({ basePer1000NanoUsd: base, headPer1000NanoUsd: head }: PromptCost): boolean {
  return base === undefined || head === undefined || base !== head;
}

/** What a prompt costs a month by its `usage`; nothing where that or a price is unknown. */
export function monthlyCost({
  callsPerMonth,
  basePer1000NanoUsd: base,
  headPer1000NanoUsd: head,
}: PromptCost): { readonly base: number; readonly head: number }[] {
  if (callsPerMonth === undefined || base === undefined || head === undefined) return [];
  const perMonth = (per1000: number) => Math.round((per1000 / 1_000) * callsPerMonth);
  return [{ base: perMonth(base), head: perMonth(head) }];
}

/** `about +$50 a month (+11 %)`: an estimate, because the cases stand for the real calls. */
function monthText(
  costs: readonly { readonly base: number; readonly head: number }[],
  markup: Markup,
) {
  const base = costs.reduce((sum, cost) => sum + cost.base, 0);
  const change = costs.reduce((sum, cost) => sum + cost.head - cost.base, 0);
  if (change === 0)
    return base === 0 ? '' : markup.strong(`${formatRoughUsd(base)} a month as before`);
  const ratio = base === 0 ? undefined : change / base;
  return markup.strong(`about ${roughDelta(change)} a month${inBrackets(ratio)}`);
}

/** A change of money to two digits, with its sign. */
export function roughDelta(change: number): string {
  return change > 0 ? `+${formatRoughUsd(change)}` : formatRoughUsd(change);
}

/**
 * What 1,000 calls of the changed prompts cost; of several, the one that moves most, and the range
 * of the others, as nobody pays their sum.
 */
function perCallText(
  prompts: readonly PromptCost[],
  markup: Markup,
  { isNamed } = { isNamed: prompts.length > 1 },
): string {
  if (prompts.length === 0) return '';
  const known = prompts.flatMap(knownPrice).sort((a, b) => movement(b) - movement(a));
  const [most, ...others] = known;
  if (most === undefined) return 'change per call unknown';
  const price = `${formatUsd(most.base)} → ${formatUsd(most.head)} per 1,000 calls`;
  if (!isNamed) {
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
