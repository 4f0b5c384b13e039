import { GalleyError } from '../errors/galley-error.ts';
import type { Library } from '../library/library.ts';
import type { Suite } from '../library/nodes.ts';
import { nearestName } from '../matching/nearest.ts';

/**
 * The suites with these ids, or all, sorted by id.
 * @throws GalleyError `document-missing` for an id that no suite has
 */
export function chooseSuites(library: Library, ids: readonly string[] | undefined): Suite[] {
  const chosen = ids ?? [...library.suites.keys()];
  return [...new Set(chosen)].sort().map((id) => {
    const suite = library.suites.get(id);
    if (suite !== undefined) return suite;
    const near = nearestName(id, library.suites.keys());
    throw new GalleyError('document-missing', `there is no suite ${JSON.stringify(id)}`, {
      data: { kind: 'suite', id },
      hint: near === undefined ? 'See `galley list` for the suites.' : `Did you mean ${near}?`,
    });
  });
}
