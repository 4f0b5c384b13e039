import { lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GalleyError } from '../errors/galley-error.ts';
import {
  type CassetteLine,
  compareCassetteLines,
  mergeCassetteLines,
  readCassetteLine,
  writeCassetteLine,
} from './cassette-line.ts';

/** A cassette as its file has it. */
export interface CassetteFile {
  /** By request key. */
  readonly lines: ReadonlyMap<string, CassetteLine>;
  /** Lines Galley cannot read, kept as they are when the file is rewritten. */
  readonly foreign: readonly { readonly line: number; readonly text: string }[];
}

/** Largest cassette that is read. */
export const largestCassetteBytes = 64 * 1024 * 1024;

const suiteShape = /^[a-z0-9][a-z0-9_-]*(\/[a-z0-9][a-z0-9_-]*)*$/;

/** Where a suite's cassette stands, relative to the project; `undefined` for no suite's id. */
export function cassetteFileOf(suite: string): string | undefined {
  return suiteShape.test(suite) ? `cassettes/${suite}.jsonl` : undefined;
}

/** The suite of a path as {@link cassetteFileOf} gives it; `undefined` for any other path. */
export function suiteOfCassette(path: string): string | undefined {
  const suite = /^cassettes\/(.+)\.jsonl$/.exec(path)?.[1];
  return suite !== undefined && suiteShape.test(suite) ? suite : undefined;
}

/** Reads a cassette's text. */
export function parseCassette(text: string): CassetteFile {
  const lines = new Map<string, CassetteLine>();
  const foreign: { line: number; text: string }[] = [];
  for (const [index, written] of text.split('\n').entries()) {
    const trimmed = written.trim();
    if (trimmed === '') continue;
    const line = readCassetteLine(trimmed);
    if (line) addCassetteLine(lines, line);
    else foreign.push({ line: index + 1, text: trimmed });
  }
  return { lines, foreign };
}

/** Adds a line; of two cases with one request, the smaller id names it, whichever came first. */
export function addCassetteLine(lines: Map<string, CassetteLine>, fresh: CassetteLine): void {
  const known = lines.get(fresh.key);
  if (!known) {
    lines.set(fresh.key, fresh);
    return;
  }
  const merged = mergeCassetteLines(known, fresh);
  const [caseId = known.caseId] = [known.caseId, fresh.caseId].toSorted();
  if (merged.caseId === caseId) {
    lines.set(fresh.key, merged);
    return;
  }
  // A signature vouches for the case's name too.
  const { signature: _, ...unsigned } = merged;
  lines.set(fresh.key, { ...unsigned, caseId });
}

/** A cassette as its file has it: sorted, one line each; empty when nothing is in it. */
export function cassetteText({ lines, foreign }: CassetteFile): string {
  const sorted = [...lines.values()].toSorted(compareCassetteLines).map(writeCassetteLine);
  return [...sorted, ...foreign.map(({ text }) => text)].map((line) => `${line}\n`).join('');
}

/**
 * Writes a cassette whole, sorted, through a file beside it; no file stays when nothing is in it.
 * @param project absolute project folder
 * @param path as {@link cassetteFileOf} gives it
 * @returns false when the file is already what it would be
 * @throws GalleyError `file-unwritable` where a link stands in the way
 */
export async function writeCassetteFile(
  project: string,
  path: string,
  cassette: CassetteFile,
): Promise<boolean> {
  const after = cassetteText(cassette);
  if (after === (await readCassetteText(project, path))) return false;
  await makeFolders(project, path);
  const file = join(project, path);
  if (after === '') {
    await rm(file, { force: true });
    return true;
  }
  await rm(`${file}.tmp`, { force: true });
  await writeFile(`${file}.tmp`, after, { flag: 'wx' });
  await rename(`${file}.tmp`, file);
  return true;
}

/** The text of a cassette on disk; empty when there is none. */
export async function readCassetteText(project: string, path: string): Promise<string> {
  return readFile(join(project, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}

/** Makes the folders of a cassette; a repository may hold links, and none is followed. */
async function makeFolders(project: string, file: string): Promise<void> {
  let path = project;
  for (const name of dirname(file).split('/')) {
    path = join(path, name);
    const stats = await lstat(path).catch(() => undefined);
    if (!stats) break;
    if (!stats.isDirectory()) {
      throw new GalleyError('file-unwritable', `${file} cannot be written: ${path} is no folder`, {
        data: { file },
        hint: 'Cassettes are plain files in plain folders; remove the link or the file.',
      });
    }
  }
  await mkdir(join(project, dirname(file)), { recursive: true });
}
