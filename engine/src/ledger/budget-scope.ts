import { GalleyError } from '../errors/galley-error.ts';
import { formatCount } from '../units/format-number.ts';
import { formatExactUsd, formatUsd, roundUsd } from '../units/format-usd.ts';
import type { NanoUsd } from '../units/nano-usd.ts';

/** What a cap is about. */
export type BudgetScopeName = 'run' | 'pull request' | 'month' | 'actor';

/** One cap: how far spending may go within a run, a pull request, a month or by one person. */
export interface BudgetScope {
  readonly name: BudgetScopeName;
  /** Who set it, for people: `galley.yaml`, `--max-cost` or `tier starter`. */
  readonly source: string;
  /** `undefined`: no cap on money. */
  readonly capNanoUsd?: NanoUsd | undefined;
  /** `undefined`: no cap on tokens, input and output together. */
  readonly capTokens?: number | undefined;
  /** `strict` refuses, `alert` tells, `disabled` only counts. */
  readonly mode: 'strict' | 'alert' | 'disabled';
  /** Spent before this process, from run records. */
  readonly openingNanoUsd?: NanoUsd;
  readonly openingTokens?: number;
  /** Set aside for other runs that are under way, here or in another process. */
  readonly elsewhereNanoUsd?: NanoUsd;
  readonly elsewhereTokens?: number;
}

/** What a scope has taken so far. */
export interface ScopeState extends BudgetScope {
  /** The known part of what was spent, opening included. */
  readonly spentNanoUsd: NanoUsd;
  /** Set aside for attempts under way, and for other runs. */
  readonly reservedNanoUsd: NanoUsd;
  readonly spentTokens: number;
  readonly reservedTokens: number;
  /** True when spent and reserved together went above a cap (never under `strict`). */
  readonly isOverCap: boolean;
}

/** What an attempt could take; `undefined` is unknown. */
export interface WorstCase {
  readonly nanoUsd: NanoUsd | undefined;
  readonly tokens: number | undefined;
}

/**
 * Refuses what does not fit into a strict scope; changes nothing.
 * @throws GalleyError `budget-exceeded`, `price-missing`, `max-tokens-missing`
 */
export function refuseUnfitting(scope: ScopeState, worstCase: WorstCase): void {
  if (scope.mode !== 'strict') return;
  const { capNanoUsd, capTokens, spentNanoUsd, reservedNanoUsd } = scope;
  if (capNanoUsd !== undefined) {
    if (worstCase.nanoUsd === undefined) throw unknownPrice(scope, capNanoUsd);
    if (spentNanoUsd + reservedNanoUsd + worstCase.nanoUsd > capNanoUsd) {
      throw moneyExceeded(scope, capNanoUsd, worstCase.nanoUsd);
    }
  }
  if (capTokens === undefined) return;
  if (worstCase.tokens === undefined) throw unboundedTokens(scope, capTokens);
  if (scope.spentTokens + scope.reservedTokens + worstCase.tokens > capTokens) {
    throw tokensExceeded(scope, capTokens, worstCase.tokens);
  }
}

function moneyExceeded(scope: ScopeState, capNanoUsd: NanoUsd, worstCase: NanoUsd): GalleyError {
  const { spentNanoUsd, reservedNanoUsd } = scope;
  const shown = [worstCase, spentNanoUsd, reservedNanoUsd].map(roundUsd);
  const seemsToFit = shown.reduce((sum, amount) => sum + amount, 0) <= roundUsd(capNanoUsd);
  const show = seemsToFit ? formatExactUsd : formatUsd;
  const held = reservedNanoUsd > 0 ? `, ${show(reservedNanoUsd)} are set aside` : '';
  return new GalleyError(
    'budget-exceeded',
    `the next call could cost ${show(worstCase)}; ${show(spentNanoUsd)} of ${show(capNanoUsd)}${ofScope(scope)} are spent${held}`,
    {
      data: {
        scope: scope.name,
        source: scope.source,
        capNanoUsd,
        spentNanoUsd,
        reservedNanoUsd,
        worstCaseNanoUsd: worstCase,
      },
      hint: raiseHint(scope),
    },
  );
}

function tokensExceeded(scope: ScopeState, capTokens: number, worstCase: number): GalleyError {
  const { spentTokens, reservedTokens } = scope;
  return new GalleyError(
    'budget-exceeded',
    `the next call could take ${formatCount(worstCase)} tokens; ${formatCount(spentTokens)} of ${formatCount(capTokens)}${ofScope(scope)} are used, ${formatCount(reservedTokens)} set aside`,
    {
      data: {
        scope: scope.name,
        source: scope.source,
        capTokens,
        spentTokens,
        reservedTokens,
        worstCaseTokens: worstCase,
      },
      hint: raiseHint(scope),
    },
  );
}

function unknownPrice({ name, source }: ScopeState, capNanoUsd: NanoUsd): GalleyError {
  return new GalleyError(
    'price-missing',
    `a strict budget of ${formatUsd(capNanoUsd)} cannot hold a call whose price is unknown`,
    {
      data: { scope: name, source, capNanoUsd },
      hint: 'Write `pricing` at the alias, or set `budgets.mode: alert`.',
    },
  );
}

function unboundedTokens({ name, source }: ScopeState, capTokens: number): GalleyError {
  return new GalleyError(
    'max-tokens-missing',
    `a strict quota of ${formatCount(capTokens)} tokens cannot hold a call that nothing bounds`,
    {
      data: { scope: name, source, capTokens },
      hint: 'Write `max_tokens` under `parameters` of the prompt or of the alias.',
    },
  );
}

/** A run's budget needs no name: it is the one everybody knows. */
function ofScope({ name }: ScopeState): string {
  return name === 'run' ? '' : ` of this ${name}`;
}

const capKeys: Record<BudgetScopeName, string> = {
  run: '--max-cost or `budgets.run_usd`',
  'pull request': '`budgets.pull_request_usd`',
  month: '`budgets.month_usd` or `budgets.tokens_month`',
  actor: '`budgets.actor_usd`',
};

function raiseHint({ name, source }: ScopeState): string {
  const raise = source.startsWith('tier')
    ? `The operator's ${source} sets this cap`
    : `Raise ${capKeys[name]}`;
  return `${raise}, lower \`max_tokens\`, or run fewer cases; finished calls are kept.`;
}
