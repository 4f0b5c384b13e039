import { GalleyError } from '@galley/engine/errors';
import { refuseUnfitting, type ScopeState } from '@galley/engine/ledger';
import type { NanoUsd } from '@galley/engine/units';
import type { Queryable } from '../store/database.ts';
import type { Amount } from './amount.ts';
import { closeLostRuns } from './close-lost-runs.ts';
import { lockAccount } from './lock-account.ts';
import { readBalances } from './read-balances.ts';
import { sharedScopes } from './scopes-of.ts';
import type { Caps, Spender } from './spender.ts';

/** What an attempt asks for; `undefined` is unknown. */
export interface Asked {
  readonly nanoUsd: NanoUsd | undefined;
  readonly tokens: number | undefined;
}

export type Raised =
  | { readonly kind: 'raised'; readonly allotted: Amount }
  /** `isForNow`: what is set aside, here or elsewhere, stands in the way, not what was spent. */
  | { readonly kind: 'refused'; readonly error: GalleyError; readonly isForNow: boolean };

/** A share of what is left everywhere that may be set aside beyond need, to save transactions. */
const slackPart = 16;

/**
 * Decides, alone for the whole account, whether a run may have `asked` beside what it spent and holds,
 * and how much to set aside for it: where much is left some more than it needs now, near a cap nothing.
 */
export async function raiseAllotment(
  sql: Queryable,
  spender: Spender,
  options: {
    readonly id: string;
    readonly month: string;
    readonly caps: Caps;
    readonly spent: Amount;
    readonly held: Amount;
    readonly asked: Asked;
  },
): Promise<Raised> {
  const { id, month, caps, spent, held, asked } = options;
  await lockAccount(sql, spender.accountId);
  await closeLostRuns(sql, { accountId: spender.accountId, except: id });
  const balances = await readBalances(sql, spender, { month, without: id });
  const scopes = sharedScopes(caps, balances).map((scope) => ({
    ...scope,
    spentNanoUsd: scope.spentNanoUsd + spent.nanoUsd,
    reservedNanoUsd: scope.reservedNanoUsd + held.nanoUsd,
    spentTokens: scope.spentTokens + spent.tokens,
    reservedTokens: scope.reservedTokens + held.tokens,
  }));
  const error = refusalOf(scopes, asked);
  if (error) {
    const alone = scopes.map((scope) => ({ ...scope, reservedNanoUsd: 0, reservedTokens: 0 }));
    return { kind: 'refused', error, isForNow: refusalOf(alone, asked) === undefined };
  }
  const need = {
    nanoUsd: spent.nanoUsd + held.nanoUsd + (asked.nanoUsd ?? 0),
    tokens: spent.tokens + held.tokens + (asked.tokens ?? 0),
  };
  return { kind: 'raised', allotted: withSlack(need, scopes, asked) };
}

function refusalOf(scopes: readonly ScopeState[], worstCase: Asked): GalleyError | undefined {
  try {
    for (const scope of scopes) refuseUnfitting(scope, worstCase);
    return undefined;
  } catch (error) {
    if (error instanceof GalleyError) return error;
    throw error;
  }
}

function withSlack(need: Amount, scopes: readonly ScopeState[], asked: Asked): Amount {
  const strict = scopes.filter(({ mode }) => mode === 'strict');
  const nanoUsdLeft = strict.flatMap(({ capNanoUsd, spentNanoUsd, reservedNanoUsd }) =>
    capNanoUsd === undefined
      ? []
      : [capNanoUsd - spentNanoUsd - reservedNanoUsd - (asked.nanoUsd ?? 0)],
  );
  const tokensLeft = strict.flatMap(({ capTokens, spentTokens, reservedTokens }) =>
    capTokens === undefined ? [] : [capTokens - spentTokens - reservedTokens - (asked.tokens ?? 0)],
  );
  return {
    nanoUsd: need.nanoUsd + slack(need.nanoUsd, nanoUsdLeft),
    tokens: need.tokens + slack(need.tokens, tokensLeft),
  };
}

function slack(need: number, left: readonly number[]): number {
  return left.length === 0 ? 0 : Math.min(need, Math.floor(Math.min(...left) / slackPart));
}
