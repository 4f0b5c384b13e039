/** What a search through history needs of a commit. */
export interface CommitNode {
  id: string;
  /** Full ids of its parents, first parent first; empty at the root and where a clone is cut. */
  parents: readonly string[];
  /** When it was committed, in seconds since 1970. */
  committedAt: number;
}

interface Visit {
  node: CommitNode;
  fromA: boolean;
  fromB: boolean;
  /** Below a common ancestor already found. */
  isStale: boolean;
}

/**
 * The best common ancestor of two commits, of several the youngest; `undefined` when there is none.
 * Walks from both, youngest first, and stops when only ancestors of what it found are left.
 * @source Git's own paint-down-to-common, commit-reach.c
 */
export async function findMergeBase(
  a: string,
  b: string,
  readCommit: (id: string) => Promise<CommitNode>,
): Promise<string | undefined> {
  const visits = new Map<string, Visit>();
  const queue: Visit[] = [];
  const found: Visit[] = [];

  async function mark(id: string, from: Pick<Visit, 'fromA' | 'fromB' | 'isStale'>) {
    const known = visits.get(id);
    const visit = known ?? {
      node: await readCommit(id),
      fromA: false,
      fromB: false,
      isStale: false,
    };
    const isNews =
      (from.fromA && !visit.fromA) ||
      (from.fromB && !visit.fromB) ||
      (from.isStale && !visit.isStale);
    if (!isNews) return;
    visits.set(id, visit);
    visit.fromA ||= from.fromA;
    visit.fromB ||= from.fromB;
    visit.isStale ||= from.isStale;
    if (!queue.includes(visit)) insertByDate(queue, visit);
  }

  await mark(a, { fromA: true, fromB: false, isStale: false });
  await mark(b, { fromA: false, fromB: true, isStale: false });
  while (queue.some((visit) => !visit.isStale)) {
    const visit = queue.pop();
    if (!visit) break;
    const isCommon = visit.fromA && visit.fromB;
    if (isCommon && !visit.isStale && !found.includes(visit)) found.push(visit);
    const { fromA, fromB } = visit;
    for (const parent of visit.node.parents) {
      await mark(parent, { fromA, fromB, isStale: visit.isStale || isCommon });
    }
  }
  const best = found.filter((visit) => !visit.isStale).map((visit) => visit.node);
  return (await withoutAncestors(best, readCommit)).sort(youngestFirst)[0]?.id;
}

/** Skewed clocks can leave a candidate that is an ancestor of another; it is dropped here. */
async function withoutAncestors(
  candidates: CommitNode[],
  readCommit: (id: string) => Promise<CommitNode>,
): Promise<CommitNode[]> {
  if (candidates.length < 2) return candidates;
  const below = new Set<string>();
  const waiting = candidates.flatMap((node) => node.parents);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (below.has(id)) continue;
    below.add(id);
    waiting.push(...(await readCommit(id)).parents);
  }
  return candidates.filter((node) => !below.has(node.id));
}

/** Keeps the youngest at the end, where it is taken from. */
function insertByDate(queue: Visit[], visit: Visit): void {
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const isOlder = (queue[middle]?.node.committedAt ?? 0) < visit.node.committedAt;
    if (isOlder) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, visit);
}

function youngestFirst(a: CommitNode, b: CommitNode): number {
  return b.committedAt - a.committedAt || (a.id < b.id ? -1 : 1);
}
