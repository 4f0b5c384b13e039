import type { Library, LibraryNode, NodeKind } from '@galley/engine/library';

/** The document that `kind:id` names. */
export function findNode(library: Library, reference: string): LibraryNode | undefined {
  const colon = reference.indexOf(':');
  return nodesOf(library, reference.slice(0, colon) as NodeKind)?.get(reference.slice(colon + 1));
}

/** The documents of one kind, by id. */
export function nodesOf(library: Library, kind: NodeKind): ReadonlyMap<string, LibraryNode> {
  return {
    prompt: library.prompts,
    part: library.parts,
    dataset: library.datasets,
    suite: library.suites,
  }[kind];
}
