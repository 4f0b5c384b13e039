import type { Library } from '../library/library.ts';
import type { LibraryNode, Sound, Suite } from '../library/nodes.ts';

/** A library whose suites are the given ones; each is as sound as the suite it was made from. */
export function withSuites(
  library: Library,
  suites: readonly { readonly suite: Suite; readonly madeFrom: Suite }[],
): Library {
  const origin = new Map<LibraryNode, Suite>(
    suites.map(({ suite, madeFrom }) => [suite, madeFrom]),
  );
  return {
    ...library,
    suites: new Map(suites.map(({ suite }) => [suite.id, suite])),
    isSound: <Node extends LibraryNode>(node: Node): node is Sound<Node> =>
      library.isSound(origin.get(node) ?? node),
  };
}
