import { saveAcceptance } from '../store/acceptances.ts';
import { saveApproval } from '../store/approvals.ts';
import type { GivenCommand } from '../store/commands.ts';
import type { Queryable } from '../store/database.ts';
import {
  bumpAttempt,
  type KnownPullRequest,
  setCancelledHead,
  setRequest,
  setRequestedBy,
  wishNewComment,
} from '../store/pull-requests.ts';
import type { CommandChanges } from './contract.ts';

/** Makes the changes of a carried-out command; part of the transaction that answers it. */
export async function applyChanges(
  sql: Queryable,
  { repositoryId, number }: Pick<KnownPullRequest, 'repositoryId' | 'number'>,
  given: Pick<GivenCommand, 'sender'>,
  changes: CommandChanges,
): Promise<void> {
  const at = { repositoryId, number };
  if (changes.approve) await saveApproval(sql, { ...at, ...changes.approve });
  if (changes.accept) await saveAcceptance(sql, { ...at, ...changes.accept });
  if (changes.cancelledHead !== undefined) await setCancelledHead(sql, at, changes.cancelledHead);
  if (changes.request) await setRequest(sql, at, changes.request);
  if (changes.isRetry) {
    await bumpAttempt(sql, at);
    await setRequestedBy(sql, at, given.sender);
  }
  if (changes.isNewComment) await wishNewComment(sql, at);
}
