import type { Problem } from '../../errors/problem.ts';
import type { Proof } from '../../proof/proof.ts';
import { fencedBlock, messageText } from '../../report/markdown/escape-markdown.ts';
import { repositoryPath } from '../../report/text/place-text.ts';
import { hashValue } from '../../units/content-hash.ts';
import type { PullRequestFile } from '../github-client.ts';
import { mendLine } from './mend-line.ts';
import { type ShownLines, shownLines } from './shown-lines.ts';

/** A change of one line that a reviewer can commit with a click. */
export interface Suggestion {
  /** Relative to the repository root. */
  readonly path: string;
  /** Of head, from 1. */
  readonly line: number;
  /** Markdown: what is wrong, and the line as it should be. */
  readonly body: string;
  /** The same for the same mend of the same line, wherever a later push moves it. */
  readonly key: string;
}

/**
 * A suggestion for every problem of the proofs whose mend is certain and whose line the pull request's diff
 * shows; one per line, in the order of the files. Errors and warnings alike, but not what was on base
 * before.
 * @param files of the pull request, as GitHub lists them for head
 */
export function findSuggestions(
  proofs: readonly Proof[],
  files: readonly PullRequestFile[],
): Suggestion[] {
  const patches = new Map(files.map(({ filename, patch }) => [filename, patch]));
  const shown = new Map<string, ShownLines>();
  const taken = new Set<string>();
  const times = new Map<string, number>();
  return proofs.flatMap(({ project, validation }) =>
    validation.problems.flatMap((problem): Suggestion[] => {
      const path = repositoryPath(problem.file, project);
      const patch = patches.get(path);
      if (patch === undefined) return [];
      const lines = shown.get(path) ?? shownLines(patch);
      shown.set(path, lines);
      const line = lines.get(problem.line);
      const mended = line === undefined ? undefined : mendLine(problem, line);
      const place = JSON.stringify([path, problem.line]);
      if (mended === undefined || taken.has(place)) return [];
      taken.add(place);
      const change = JSON.stringify([path, line, mended]);
      const nth = times.get(change) ?? 0;
      times.set(change, nth + 1);
      const key = hashValue([path, line ?? '', mended, nth]).slice(0, 20);
      return [{ path, line: problem.line, body: bodyOf(problem, mended), key }];
    }),
  );
}

function bodyOf({ message, hint }: Problem, mended: string): string {
  const said = `${message}${hint === undefined ? '' : ` (${hint})`}`;
  return `${messageText(said)}\n\n${fencedBlock([mended], 'suggestion')}`;
}
