import { canonicalJson } from '../units/canonical-json.ts';
import type { Change, ChangeSet } from './change-set.ts';
import { changedAliases, usersOfAlias } from './changed-aliases.ts';
import { projectFile } from './documents/read-project.ts';
import type { Library } from './library.ts';
import { filesOf } from './loading/loaded-files.ts';
import type { LibraryNode, NodeKind } from './nodes.ts';
import { pairRenamed } from './pair-renamed.ts';

/** Where a path starts when a model alias, its provider or its script changed. */
const projectKey = `project:${projectFile}`;

const kinds: readonly NodeKind[] = ['prompt', 'part', 'dataset', 'suite'];

/**
 * What changed from base to head: galley.yaml itself, every document whose file differs, and every
 * document that reaches one of those through parts, datasets, targets or model aliases.
 */
export function computeChangeSet(base: Library, head: Library): ChangeSet {
  const changes = new Map<string, Change>();
  const put = (change: Change) => changes.set(keyOf(change), change);
  const project = projectChange(base, head);
  if (project) put(project);
  const movedPrompts = new Map<string, string>();
  for (const kind of kinds) {
    for (const change of ownChanges(base, head, { kind, movedPrompts })) {
      put(change);
      if (kind === 'prompt' && change.from) movedPrompts.set(change.id, change.from.id);
    }
  }
  const aliases = changedAliases(base, head);
  const sources = [...changes.values()].filter(isSource).map(keyOf);
  if (aliases.length > 0) sources.push(projectKey);
  for (const [key, path] of shortestPaths(head, sources.sort(), aliases)) {
    const own = changes.get(key);
    if (own) {
      const isSilent = own.what === 'edited' && !own.isSemantic;
      if (isSilent || own.what === 'renamed') put({ ...own, path });
      continue;
    }
    const node = nodeOf(head, key);
    if (node) put({ ...placeOf(node), what: 'affected', path, isSemantic: true });
  }
  return { changes: [...changes.values()].sort(compareChanges) };
}

/** What was only moved, and edits of comments, change nothing for whoever reaches them. */
function isSource({ kind, isSemantic }: Change): boolean {
  return kind !== 'project' && isSemantic;
}

function projectChange(base: Library, head: Library): Change | undefined {
  const before = filesOf(base)?.project?.blobId;
  const after = filesOf(head)?.project?.blobId;
  const place = { kind: 'project' as const, id: projectFile, file: projectFile };
  if (before === after) return undefined;
  if (before === undefined) return { ...place, what: 'added', isSemantic: true };
  if (after === undefined) return { ...place, what: 'removed', isSemantic: true };
  const isSemantic =
    canonicalJson(base.project.written ?? null) !== canonicalJson(head.project.written ?? null);
  return { ...place, what: 'edited', isSemantic };
}

interface OwnOptions {
  readonly kind: NodeKind;
  /** Base's id by head's. */
  readonly movedPrompts: ReadonlyMap<string, string>;
}

function ownChanges(base: Library, head: Library, { kind, movedPrompts }: OwnOptions): Change[] {
  const before: ReadonlyMap<string, LibraryNode> = base[`${kind}s`];
  const after: ReadonlyMap<string, LibraryNode> = head[`${kind}s`];
  const added = [...after.values()].filter(({ id }) => !before.has(id));
  const removed = [...before.values()].filter(({ id }) => !after.has(id));
  const renamed = pairRenamed(removed, added, movedPrompts);
  const changes: Change[] = [];
  for (const node of added) {
    const from = renamed.get(node);
    const place = placeOf(node);
    if (!from) changes.push({ ...place, what: 'added', isSemantic: true });
    else {
      const { id, file } = from;
      const isSemantic = from.hash !== node.hash;
      changes.push({ ...place, what: 'renamed', from: { id, file }, isSemantic });
    }
  }
  const gone = new Set(renamed.values());
  for (const node of removed) {
    if (!gone.has(node)) changes.push({ ...placeOf(node), what: 'removed', isSemantic: true });
  }
  for (const node of after.values()) {
    const old = before.get(node.id);
    if (!old) continue;
    const isSemantic = old.hash !== node.hash;
    // Inline cases share their prompt's file: an edit there is not one of theirs.
    const isInline = 'isInline' in node && node.isInline === true;
    const isEdited = isSemantic || (!isInline && hasOtherFile(base, head, old, node));
    if (isEdited) changes.push({ ...placeOf(node), what: 'edited', isSemantic });
  }
  return changes;
}

function hasOtherFile(base: Library, head: Library, old: LibraryNode, node: LibraryNode): boolean {
  if (old.file !== node.file) return true;
  const before = filesOf(base)?.documents.get(old.file)?.blobId;
  return before !== filesOf(head)?.documents.get(node.file)?.blobId;
}

/** Breadth first from what changed to everything on head that reaches it, ends included. */
function shortestPaths(
  head: Library,
  sources: readonly string[],
  aliases: readonly string[],
): Map<string, readonly string[]> {
  const users = reversedReaches(head);
  users.set(projectKey, [...new Set(aliases.flatMap((alias) => usersOfAlias(head, alias)))]);
  const paths = new Map<string, readonly string[]>(sources.map((key) => [key, [key]]));
  const queue = [...sources];
  for (let next = 0; next < queue.length; next += 1) {
    const key = queue[next] as string;
    for (const user of users.get(key) ?? []) {
      if (paths.has(user)) continue;
      paths.set(user, [...(paths.get(key) as readonly string[]), user]);
      queue.push(user);
    }
  }
  for (const key of sources) paths.delete(key);
  return paths;
}

function reversedReaches(head: Library): Map<string, string[]> {
  const users = new Map<string, string[]>();
  for (const kind of kinds) {
    for (const { id, reaches } of head[`${kind}s`].values()) {
      for (const reached of reaches) {
        const list = users.get(reached);
        if (list) list.push(`${kind}:${id}`);
        else users.set(reached, [`${kind}:${id}`]);
      }
    }
  }
  return users;
}

function nodeOf(library: Library, key: string): LibraryNode | undefined {
  const colon = key.indexOf(':');
  const kind = kinds.find((name) => name === key.slice(0, colon));
  return kind && library[`${kind}s`].get(key.slice(colon + 1));
}

function placeOf({ kind, id, file }: LibraryNode): Pick<Change, 'kind' | 'id' | 'file'> {
  return { kind, id, file };
}

function keyOf({ kind, id }: Pick<Change, 'kind' | 'id'>): string {
  return `${kind}:${id}`;
}

const kindOrder: readonly Change['kind'][] = ['project', ...kinds];

function compareChanges(a: Change, b: Change): number {
  const byKind = kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind);
  return byKind || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
