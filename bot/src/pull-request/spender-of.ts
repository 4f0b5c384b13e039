import type { Spender } from '../money/spender.ts';
import type { Assessment } from './assess.ts';

/** Whose money an evaluation spends: of whoever asked for it, else of the author. */
export function spenderOf({
  known,
  now,
  request,
}: Pick<Assessment, 'known' | 'now' | 'request'>): Spender {
  return {
    repositoryId: known.repositoryId,
    accountId: known.accountId,
    number: known.number,
    actor: request?.by ?? known.requestedBy ?? now.author.login,
  };
}
