import type { KeyObject } from 'node:crypto';
import type { Project } from '../library/project.ts';
import { parsePublicKey } from './cassette-signature.ts';
import type { TrustedSignatures } from './cassettes.ts';

/**
 * The signatures that a policy trusts, bound to its repository and to a project's folder in it;
 * `undefined` when it trusts none.
 * @param project folder relative to the repository; `''` at its root
 */
export function trustedSignatures(
  { signing }: Pick<Project, 'signing'>,
  project: string,
): TrustedSignatures | undefined {
  if (signing === undefined) return undefined;
  const keys = new Map<string, KeyObject>();
  for (const [name, text] of Object.entries(signing.keys)) {
    const key = parsePublicKey(text);
    if (key) keys.set(name, key);
  }
  return { repository: signing.repository, project, keys };
}
