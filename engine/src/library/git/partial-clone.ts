import { GalleyError } from '../../errors/galley-error.ts';

/**
 * The refusal for content that a partial clone left out: Galley never fetches, because that would
 * start the programs a repository configures.
 */
export function partialCloneRefusal(data: Record<string, unknown>): GalleyError {
  return new GalleyError('git-failed', 'this partial clone left out content that is needed', {
    data,
    hint: 'fetch all of it with: git fetch --refetch --no-filter origin',
  });
}
