import { nearestName } from '../../matching/nearest.ts';
import type { Input } from '../nodes.ts';

/** Undeclared names of one document that are listed; more would only repeat the first. */
export const mostUndeclared = 100;

/** Used names with the inputs that misspelt ones were meant as: one mistake, one problem. */
export function withMeant(
  used: ReadonlySet<string>,
  declared: ReadonlyMap<string, Input>,
): ReadonlySet<string> {
  const meant = new Set(used);
  const unknown = [...used].filter((name) => !declared.has(name)).slice(0, mostUndeclared);
  for (const name of unknown) {
    const near = nearestName(name, declared.keys());
    if (near) meant.add(near);
  }
  return meant;
}
