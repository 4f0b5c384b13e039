import type { Library, LibraryNode, Sound } from '@galley/engine/library';
import { findNode } from './find-node.ts';

/**
 * The same library under `--strict`: every problem is an error, and a document with one, or one that
 * reaches such a document, is not sound.
 */
export function treatWarningsAsErrors(library: Library): Library {
  const problems = library.problems.map((problem) => ({ ...problem, severity: 'error' as const }));
  const faultyFiles = new Set(problems.map((problem) => problem.file));
  const known = new Map<string, boolean>();

  function isClean(node: LibraryNode): boolean {
    const key = `${node.kind}:${node.id}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, true); // a circle is an error of its own
    const isFaulty = faultyFiles.has(node.file) || !reached(node).every(isClean);
    known.set(key, !isFaulty);
    return !isFaulty;
  }
  /** A suite does not reach its targets: it is judged on the sound ones. */
  function reached(node: LibraryNode): LibraryNode[] {
    return node.reaches
      .map((reference) => findNode(library, reference))
      .filter((found): found is LibraryNode => found !== undefined)
      .filter((found) => !(node.kind === 'suite' && found.kind === 'prompt'));
  }
  return {
    ...library,
    problems,
    isSound: <Node extends LibraryNode>(node: Node): node is Sound<Node> =>
      library.isSound(node) && isClean(node),
  };
}
