import type { Problem } from '../errors/problem.ts';
import type { Library } from '../library/library.ts';
import { filesOf } from '../library/loading/loaded-files.ts';
import type { OpenedChange } from './change.ts';

/** Head's problems, parted into those the change answers for and those base already had. */
export interface PartedProblems {
  readonly problems: readonly Problem[];
  readonly alreadyOnBase: readonly Problem[];
}

/**
 * A problem is "already on base" when base has the same one in the same file and the change does not
 * reach that file, be it a document, galley.yaml or a file too broken to be one; everything else
 * counts for the gate.
 */
export function partProblems({ base, head, changes }: OpenedChange): PartedProblems {
  const reached = new Set([
    ...changes.changes.map((change) => change.file),
    ...editedFiles(base, head),
  ]);
  const known = new Set(base.problems.map(identity));
  const problems: Problem[] = [];
  const alreadyOnBase: Problem[] = [];
  for (const problem of head.problems) {
    const isOld = known.has(identity(problem)) && !reached.has(problem.file);
    (isOld ? alreadyOnBase : problems).push(problem);
  }
  return { problems, alreadyOnBase };
}

/** Files of documents and scripts whose bytes differ, also those that hold no document. */
function editedFiles(base: Library, head: Library): string[] {
  const before = filesOf(base);
  const after = filesOf(head);
  return [
    ...[...(after?.documents ?? [])].filter(
      ([path, { blobId }]) => before?.documents.get(path)?.blobId !== blobId,
    ),
    ...[...(after?.scripts ?? [])].filter(
      ([path, { blobId }]) => before?.scripts.get(path)?.blobId !== blobId,
    ),
  ].map(([path]) => path);
}

/** Line and column may move without the problem being another one. */
function identity({ file, code, message }: Problem): string {
  return JSON.stringify([file, code, message]);
}
