import type { FindMergeBase } from '../git/fetch-change.ts';
import type { Client } from './open-client.ts';
import { statusOf } from './status-of.ts';

/** Asks GitHub where two commits met; `undefined` when it will not say, and history has to be fetched. */
export function findMergeBaseOn(
  client: Client | undefined,
  at: { readonly owner: string; readonly repo: string },
): FindMergeBase {
  return async (base, head) => {
    if (client === undefined) return undefined;
    try {
      const { data } = await client.rest.repos.compareCommitsWithBasehead({
        ...at,
        basehead: `${base}...${head}`,
        per_page: 1,
      });
      return data.merge_base_commit.sha;
    } catch (error) {
      if (statusOf(error) === undefined) throw error;
      return undefined;
    }
  };
}
