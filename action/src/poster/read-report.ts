import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import { isFolderName } from '../runner/is-folder-name.ts';

/** What a proof left for the poster. */
export interface PostedReport {
  /** Markdown as the stranger's job wrote it; '' when nothing that Galley reads changed. */
  readonly text: string;
  /** Full id of the commit that it says it judged. */
  readonly head: string;
  /** Working directory with a comment of its own; '' is the repository. */
  readonly project: string;
}

const largestTextBytes = 200_000;
const largestPostingBytes = 4_096;

/**
 * Reads an artifact that anybody may have made: two plain files of limited size and exact shape, and
 * nothing else that lies beside them.
 * @throws GalleyError `file-unreadable`
 */
export function readReport(folder: string): PostedReport {
  const { head, project } = readPosting(
    readText(join(folder, 'posting.json'), largestPostingBytes),
  );
  return { head, project, text: readText(join(folder, 'comment.md'), largestTextBytes) };
}

function readPosting(text: string): Pick<PostedReport, 'head' | 'project'> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused('posting.json is no JSON');
  }
  if (typeof value !== 'object' || value === null) throw refused('posting.json is no object');
  const { v, head, project, ...others } = value as Record<string, unknown>;
  const isSound =
    v === 1 &&
    typeof head === 'string' &&
    /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(head) &&
    typeof project === 'string' &&
    isFolderName(project) &&
    Object.keys(others).length === 0;
  if (!isSound) throw refused('posting.json has another shape');
  return { head, project };
}

/** The text of a plain file; a link is not followed, and a file that grows meanwhile is cut off. */
function readText(path: string, mostBytes: number): string {
  const name = path.split(/[\\/]/).at(-1);
  let file: number;
  try {
    file = openSync(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
  } catch (cause) {
    throw refused(`${name} is missing, or is no plain file`, cause);
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw refused(`${name} is no plain file`);
    if (stats.size > mostBytes) throw refused(`${name} is larger than ${mostBytes} bytes`);
    const bytes = Buffer.alloc(stats.size);
    const size = readSync(file, bytes, 0, stats.size, 0);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, size));
  } catch (cause) {
    if (cause instanceof GalleyError) throw cause;
    throw refused(`${name} is no UTF-8`, cause);
  } finally {
    closeSync(file);
  }
}

function refused(message: string, cause?: unknown): GalleyError {
  return new GalleyError('file-unreadable', `the artifact is refused: ${message}`, {
    hint: 'It has to be the folder that the output `report-path` of a proof names.',
    cause,
  });
}
