import type { RepositoryLayout } from './repository-layout.ts';
import { readGitText } from './repository-layout.ts';

/** What a ref says: an object id, or the name of another ref. */
export type RefTarget = { kind: 'object'; id: string } | { kind: 'ref'; name: string };

const maxPackedRefsBytes = 64 * 1024 * 1024;
const maxHops = 5;

/** The order in which Git tries what a short name may stand for. */
const patterns = ['', 'refs/', 'refs/tags/', 'refs/heads/', 'refs/remotes/'];

/** Object id that a full or short ref name stands for; `undefined` when there is no such ref. */
export function resolveRefName(layout: RepositoryLayout, name: string): string | undefined {
  const candidates = [...patterns.map((prefix) => prefix + name), `refs/remotes/${name}/HEAD`];
  for (const candidate of candidates) {
    const id = followRef(layout, candidate);
    if (id !== undefined) return id;
  }
  return undefined;
}

/** Object id at a full ref name, following refs that name refs. */
export function followRef(layout: RepositoryLayout, name: string): string | undefined {
  let current = name;
  for (let hop = 0; hop <= maxHops; hop += 1) {
    const target = readRef(layout, current);
    if (target?.kind !== 'ref') return target?.id;
    current = target.name;
  }
  return undefined;
}

/** What one full ref name says, loose or packed; `undefined` when it does not exist. */
export function readRef(layout: RepositoryLayout, name: string): RefTarget | undefined {
  if (!name.startsWith('refs/') && !/^[A-Z_]+$/.test(name)) return undefined;
  const isOwn = !name.startsWith('refs/') || /^refs\/(?:bisect|worktree|rewritten)\//.test(name);
  const loose = readGitText(isOwn ? layout.gitFolder : layout.commonFolder, name, 64 * 1024);
  if (loose !== undefined) return parseRef(loose);
  return isOwn ? undefined : findPacked(layout, name);
}

function parseRef(text: string): RefTarget | undefined {
  const name = /^ref:\s*(refs\/[^\s]+)\s*$/.exec(text)?.[1];
  if (name !== undefined) return { kind: 'ref', name };
  const id = /^([0-9a-f]{40})(?:\s|$)/.exec(text)?.[1];
  return id === undefined ? undefined : { kind: 'object', id };
}

function findPacked(layout: RepositoryLayout, name: string): RefTarget | undefined {
  const packed = readGitText(layout.commonFolder, 'packed-refs', maxPackedRefsBytes);
  if (packed === undefined) return undefined;
  const text = `${packed}\n`.replaceAll('\r\n', '\n');
  const end = text.indexOf(` ${name}\n`);
  const id = end < 0 ? '' : text.slice(Math.max(0, end - 40), end);
  return /^[0-9a-f]{40}$/.test(id) ? { kind: 'object', id } : undefined;
}
