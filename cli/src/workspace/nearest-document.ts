import { nearestName } from '@galley/engine/matching';

/**
 * The id that was meant by one that does not exist: misspelt, or written as the path of its file;
 * `undefined` when none is near.
 */
export function nearestDocument(written: string, ids: Iterable<string>): string | undefined {
  const known = [...ids];
  const path = written.replaceAll('\\', '/').replace(/^\.\//, '');
  const plain = path.replace(/\.ya?ml$/, '').replace(/^(?:prompts|parts|datasets|suites)\//, '');
  return known.includes(plain) ? plain : (nearestName(written, known) ?? nearestName(plain, known));
}
