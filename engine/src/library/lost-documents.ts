import type { Problem } from '../errors/problem.ts';
import type { Library } from './library.ts';
import { filesOf } from './loading/loaded-files.ts';

/** An error in a file that should be a prompt or a suite and is too broken to be one. */
export interface LostDocument {
  readonly id: string;
  readonly problem: Problem;
}

/** Where prompts and suites stand when nothing of the file could be read. */
const ownFolder = /^(?:prompts|suites)\/(?<id>.+)\.ya?ml$/;

/**
 * Errors of prompts and suites that the library has no document for. Whoever evaluates everything
 * would pass over them in silence, the suites and the cases inside of prompts alike.
 */
export function lostDocuments(library: Library): LostDocument[] {
  const documents = filesOf(library)?.documents;
  return library.problems.flatMap((problem): LostDocument[] => {
    if (problem.severity !== 'error') return [];
    const parsed = documents?.get(problem.file);
    if (parsed === undefined) {
      const id = ownFolder.exec(problem.file)?.groups?.id;
      return id === undefined || documents === undefined ? [] : [{ id, problem }];
    }
    const { document, isOther, expected } = parsed;
    const isLost = document === undefined && !isOther;
    const isEvaluated = expected.kind === 'prompt' || expected.kind === 'suite';
    return isLost && isEvaluated ? [{ id: expected.id, problem }] : [];
  });
}
