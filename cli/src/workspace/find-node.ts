import type { Library, LibraryNode, NodeKind } from '@galley/engine/library';

/** Every kind of document, in the order of lists. */
export const nodeKinds: readonly NodeKind[] = ['prompt', 'part', 'dataset', 'suite'];

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

/** Documents with this id, of one kind or of any; the suite of inline cases is its prompt's. */
export function findDocuments(
  library: Library,
  id: string,
  kind: NodeKind | undefined,
): LibraryNode[] {
  const chosen = kind === undefined ? nodeKinds : [kind];
  const found = chosen
    .map((one) => nodesOf(library, one).get(id))
    .filter((node) => node !== undefined);
  // The suite of inline cases is part of its prompt, not another document.
  return kind === undefined
    ? found.filter((node) => !('isInline' in node && node.isInline))
    : found;
}
