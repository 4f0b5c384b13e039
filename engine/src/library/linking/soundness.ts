import type { DocumentIndex } from './document-index.ts';
import type { Owner } from './fault-collector.ts';

/**
 * Every document that has an error or reaches one that has. A suite does not reach its targets in
 * this sense: it can judge the sound ones.
 * @param partsOf parts that a prompt or part includes directly
 */
export function findUnsound(
  index: DocumentIndex,
  partsOf: (owner: Owner) => readonly string[],
  faulty: ReadonlySet<Owner>,
): ReadonlySet<Owner> {
  const includers = new Map<Owner, Owner[]>();
  const link = (from: Owner, to: Owner) => {
    const list = includers.get(to);
    if (list) list.push(from);
    else includers.set(to, [from]);
  };
  for (const kind of ['prompt', 'part'] as const) {
    for (const id of index[`${kind}s`].keys()) {
      const owner: Owner = `${kind}:${id}`;
      for (const part of partsOf(owner)) link(owner, `part:${part}`);
    }
  }
  for (const { id, dataset } of index.suites.values()) {
    if (dataset) link(`suite:${id}`, `dataset:${dataset.id}`);
  }
  const unsound = new Set<Owner>([...faulty, ...index.broken]);
  const queue = [...unsound];
  for (let owner = queue.pop(); owner; owner = queue.pop()) {
    for (const includer of includers.get(owner) ?? []) {
      if (unsound.has(includer)) continue;
      unsound.add(includer);
      queue.push(includer);
    }
  }
  return unsound;
}
