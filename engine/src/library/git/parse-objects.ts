import type { GitCommit } from '../../ports/git.ts';
import type { CommitNode } from './find-merge-base.ts';

/** One entry of a single tree object. */
export interface TreeObjectEntry {
  /** As written in the tree, such as `100644`. */
  mode: string;
  /** One path component; bytes that are no UTF-8 read as U+FFFD. */
  name: string;
  id: string;
}

const idBytes = 20;

/** The entries of a SHA-1 tree object; `undefined` when its bytes are no tree. */
export function parseTree(content: Buffer): TreeObjectEntry[] | undefined {
  const entries: TreeObjectEntry[] = [];
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    if (space < 0 || end < 0 || end + 1 + idBytes > content.length) return undefined;
    entries.push({
      mode: content.toString('latin1', at, space),
      name: content.toString('utf8', space + 1, end),
      id: content.toString('hex', end + 1, end + 1 + idBytes),
    });
    at = end + 1 + idBytes;
  }
  return entries;
}

/** A commit object's tree, parents and date; `undefined` when its bytes are no commit. */
export function parseCommit(
  id: string,
  content: Buffer,
): (CommitNode & { tree: string }) | undefined {
  const header = headerOf(content);
  const tree = /^tree ([0-9a-f]{40})$/m.exec(header)?.[1];
  if (tree === undefined) return undefined;
  const parents = Array.from(
    header.matchAll(/^parent ([0-9a-f]{40})$/gm),
    (match) => match[1] ?? '',
  );
  const committedAt = Number(/^committer .*> (\d{1,15}) [+-]\d+$/m.exec(header)?.[1] ?? 0);
  return { id, tree, parents, committedAt };
}

/** Who wrote a commit and when, and its subject. */
export type CommitText = Pick<GitCommit, 'authorName' | 'authorEmail' | 'authoredAtMs' | 'subject'>;

/** The author and the subject of a commit object; empty texts and 0 where it names none. */
export function parseCommitText(content: Buffer): CommitText {
  const text = content.toString('utf8');
  const end = text.indexOf('\n\n');
  const header = end < 0 ? text : text.slice(0, end);
  const author = /^author (.*?) ?<([^>\n]*)> (\d{1,15}) [+-]\d+$/m.exec(header);
  const message = end < 0 ? '' : text.slice(end + 2).replace(/^\n+/, '');
  const [paragraph = ''] = message.split(/\n[ \t]*\n/, 1);
  return {
    authorName: author?.[1] ?? '',
    authorEmail: author?.[2] ?? '',
    authoredAtMs: Number(author?.[3] ?? 0) * 1000,
    subject: paragraph.trimEnd().replace(/[ \t]*\n/g, ' '),
  };
}

/** The object that a tag object names; `undefined` when its bytes are no tag. */
export function parseTagTarget(content: Buffer): string | undefined {
  return /^object ([0-9a-f]{40})$/m.exec(headerOf(content))?.[1];
}

function headerOf(content: Buffer): string {
  const end = content.indexOf('\n\n');
  return content.toString('latin1', 0, end < 0 ? content.length : end);
}
