import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { GalleyError, type Problem } from '@galley/engine/errors';
import type { Door } from '../door.ts';
import { openDataOutput } from '../output/data-output.ts';

/** A problem that is accepted; where it stands in its file does not count. */
interface KnownProblem {
  readonly file: string;
  readonly code: string;
  readonly message: string;
}

const schema = 'galley-baseline/v1';

/**
 * The accepted problems of a baseline file.
 * @throws GalleyError `file-unreadable` when it is not there or is no baseline
 */
export function readBaseline(door: Pick<Door, 'cwd'>, file: string): readonly KnownProblem[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(resolve(door.cwd, file), 'utf8'));
  } catch (cause) {
    const reason =
      cause instanceof SyntaxError ? 'it is no JSON' : (cause as NodeJS.ErrnoException).code;
    throw unreadable(file, reason ?? 'unknown', cause);
  }
  const { schema: written, problems } = (parsed ?? {}) as { schema?: unknown; problems?: unknown };
  if (written !== schema || !Array.isArray(problems) || !problems.every(isKnownProblem)) {
    throw unreadable(file, `it is no ${schema} file`);
  }
  return problems;
}

/**
 * Writes the problems as the new baseline, sorted as they are shown.
 * @throws GalleyError `usage` without a file, `file-unwritable`
 */
export function writeBaseline(
  door: Pick<Door, 'cwd' | 'stdout'>,
  file: string | undefined,
  problems: readonly Problem[],
): void {
  if (file === undefined) {
    throw new GalleyError('usage', '--write-baseline needs --baseline <file>', {
      hint: 'For example: galley validate --baseline known-problems.json --write-baseline',
    });
  }
  const known = problems.map(({ file: path, code, message }) => ({ file: path, code, message }));
  const out = openDataOutput(door, file);
  out.write(`${JSON.stringify({ schema, problems: known }, undefined, 2)}\n`);
  out.commit();
}

/** The problems that the baseline does not accept; each entry accepts one problem. */
export function acceptKnown(
  problems: readonly Problem[],
  known: readonly KnownProblem[],
): { fresh: Problem[]; accepted: number; gone: number } {
  const left = new Map<string, number>();
  for (const problem of known) left.set(identity(problem), (left.get(identity(problem)) ?? 0) + 1);
  const fresh = problems.filter((problem) => {
    const count = left.get(identity(problem)) ?? 0;
    if (count > 0) left.set(identity(problem), count - 1);
    return count === 0;
  });
  const accepted = problems.length - fresh.length;
  return { fresh, accepted, gone: known.length - accepted };
}

function identity({ file, code, message }: KnownProblem): string {
  return JSON.stringify([file, code, message]);
}

function isKnownProblem(value: unknown): value is KnownProblem {
  const { file, code, message } = (value ?? {}) as Record<string, unknown>;
  return typeof file === 'string' && typeof code === 'string' && typeof message === 'string';
}

function unreadable(file: string, reason: string, cause?: unknown): GalleyError {
  return new GalleyError('file-unreadable', `cannot read the baseline ${file}: ${reason}`, {
    data: { file },
    hint: 'Make one with galley validate --baseline <file> --write-baseline.',
    cause,
  });
}
