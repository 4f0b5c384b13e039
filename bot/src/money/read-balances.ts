import type { OpeningBalance, OpeningBalances } from '@galley/engine/ledger';
import type { Queryable } from '../store/database.ts';
import type { Spender } from './spender.ts';

/** What was spent and is set aside by everybody else. */
export interface Balances {
  readonly ofRepository: OpeningBalances;
  /** Over all repositories of the owner: what a tier is about. */
  readonly ofAccount: OpeningBalances;
}

interface Sum {
  readonly is_open: boolean;
  readonly in_account: boolean;
  readonly in_repository: boolean;
  readonly in_month: boolean;
  readonly in_pull_request: boolean;
  readonly by_actor: boolean;
  readonly nano_usd: bigint;
  readonly tokens: bigint;
}

/**
 * Adds up runs: closed ones at what they spent, open ones at the most they may. Pull requests are
 * counted since they began, everything else by the month.
 * @param options.without a run that is left out, because whoever asks counts it itself
 */
export async function readBalances(
  sql: Queryable,
  { accountId, repositoryId, number, actor }: Spender,
  options: { readonly month: string; readonly without?: string },
): Promise<Balances> {
  const sums = await sql.query<Sum>(
    `select
      state = 'open' as is_open,
      account_id = $1 as in_account,
      repository_id = $2 as in_repository,
      month = $3 as in_month,
      coalesce(repository_id = $2 and number = $4, false) as in_pull_request,
      coalesce(lower(actor) = lower($5), false) as by_actor,
      sum(case when state = 'open' then greatest(allotted, reach, spent) else spent end)::bigint as nano_usd,
      sum(case when state = 'open' then greatest(allotted_tokens, reach_tokens, tokens) else tokens end)::bigint as tokens
    from run
    where id <> $6
      and (((account_id = $1 or repository_id = $2) and month = $3)
        or (repository_id = $2 and number = $4))
    group by 1, 2, 3, 4, 5, 6`,
    [accountId, repositoryId, options.month, number, actor, options.without ?? ''],
  );
  const add = (isCounted: (sum: Sum) => boolean) => balanceOf(sums.filter(isCounted));
  const pullRequest = add(({ in_pull_request }) => in_pull_request);
  return {
    ofRepository: {
      'pull request': pullRequest,
      month: add((sum) => sum.in_month && sum.in_repository),
      actor: add((sum) => sum.in_month && sum.in_repository && sum.by_actor),
    },
    ofAccount: {
      'pull request': pullRequest,
      month: add((sum) => sum.in_month && sum.in_account),
      actor: add((sum) => sum.in_month && sum.in_account && sum.by_actor),
    },
  };
}

function balanceOf(sums: readonly Sum[]): OpeningBalance {
  const total = (isOpen: boolean, key: 'nano_usd' | 'tokens') =>
    Number(
      sums.filter(({ is_open }) => is_open === isOpen).reduce((all, sum) => all + sum[key], 0n),
    );
  return {
    nanoUsd: total(false, 'nano_usd'),
    tokens: total(false, 'tokens'),
    elsewhereNanoUsd: total(true, 'nano_usd'),
    elsewhereTokens: total(true, 'tokens'),
  };
}
