import { sha256 } from '../../units/content-hash.ts';

/** What a document is and names. */
export interface HashedDocument {
  readonly hash: string;
  /** `kind:id` of every document it names, sorted. */
  readonly reaches: readonly string[];
}

/**
 * Hash of every document together with everything it reaches, without recursion. In a circle the
 * document that closes it counts by its own hash.
 */
export function closureHashes(
  documents: ReadonlyMap<string, HashedDocument>,
): ReadonlyMap<string, string> {
  const closures = new Map<string, string>();
  const open = new Set<string>();
  for (const root of documents.keys()) {
    const path = closures.has(root) ? [] : [{ key: root, next: 0 }];
    if (path.length > 0) open.add(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const document = documents.get(top.key) as HashedDocument;
      const reached = document.reaches[top.next];
      top.next += 1;
      if (reached === undefined) {
        const parts = document.reaches.map((key) => closures.get(key) ?? documents.get(key)?.hash);
        const isLeaf = parts.length === 0;
        closures.set(
          top.key,
          isLeaf ? document.hash : sha256([document.hash, ...parts].join('\n')),
        );
        open.delete(top.key);
        path.pop();
      } else if (documents.has(reached) && !closures.has(reached) && !open.has(reached)) {
        open.add(reached);
        path.push({ key: reached, next: 0 });
      }
    }
  }
  return closures;
}
