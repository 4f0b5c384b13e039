import { lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GalleyError } from '../errors/galley-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { SourceTree } from '../ports/source-tree.ts';
import {
  type CassetteLine,
  compareCassetteLines,
  mergeCassetteLines,
  readCassetteLine,
  writeCassetteLine,
} from './cassette-line.ts';
import { holdsKeyPattern, holdsSecret } from './mask-secrets.ts';
import type { ProviderAnswer } from './providers/contract.ts';

/** Recorded answers in a repository, by suite and request key. */
export interface CassetteStore {
  /** `isTrusted`: the line stands on base; otherwise only this checkout has it. */
  find(
    suite: string,
    key: string,
  ): Promise<{ readonly answer: ProviderAnswer; readonly isTrusted: boolean } | undefined>;
  /**
   * Takes an answer for the suite's cassette; written by `flush`.
   * @throws GalleyError `cassette-unsafe` when the line would hold a secret or a known kind of key
   */
  record(recording: Recording): void;
  /** Writes every cassette that has new lines; says which, relative to the project. */
  flush(): Promise<string[]>;
  /** Lines that are no recordings, as `file:line message`; they count as absent. */
  problems(): readonly string[];
}

export interface Recording {
  readonly suite: string;
  readonly caseId: string;
  readonly key: string;
  readonly repeat: number;
  readonly answer: ProviderAnswer;
}

type Lines = ReadonlyMap<string, CassetteLine>;

const largestBytes = 64 * 1024 * 1024;
const suiteShape = /^[a-z0-9][a-z0-9_-]*(\/[a-z0-9][a-z0-9_-]*)*$/;

/**
 * The cassettes of one project: `cassettes/<suite>.jsonl`, looked up on base first, then on head.
 * @param options.base absent where there is no base; then nothing is trusted
 * @param options.folder absolute project folder that recordings are written to; absent forbids it
 */
export function createCassetteStore(options: {
  readonly base?: SourceTree;
  readonly head?: SourceTree;
  readonly folder?: string;
  readonly clock: Clock;
  readonly secrets: Secrets;
}): CassetteStore {
  const faults: string[] = [];
  const read = new Map<string, Promise<Lines>>();
  const recorded = new Map<string, Map<string, CassetteLine>>();

  function linesOf(tree: SourceTree | undefined, side: string, suite: string): Promise<Lines> {
    if (!tree || !suiteShape.test(suite)) return Promise.resolve(new Map());
    const at = `${side}:${suite}`;
    const known = read.get(at);
    if (known) return known;
    const lines = readTree(tree, fileOf(suite), faults);
    read.set(at, lines);
    return lines;
  }

  return {
    async find(suite, key) {
      const onBase = (await linesOf(options.base, 'base', suite)).get(key);
      if (onBase) return { answer: onBase.answer, isTrusted: true };
      const fresh = recorded.get(suite)?.get(key);
      const onHead = fresh ?? (await linesOf(options.head, 'head', suite)).get(key);
      return onHead && { answer: onHead.answer, isTrusted: false };
    },
    record({ suite, caseId, key, repeat, answer }) {
      if (holdsSecret([answer, caseId], options.secrets) || holdsKeyPattern([answer, caseId])) {
        throw unsafe(suite, caseId);
      }
      const at = new Date(options.clock.now()).toISOString().slice(0, 10);
      const lines = recorded.get(suite) ?? new Map<string, CassetteLine>();
      recorded.set(suite, lines);
      addLine(lines, { key, caseId, repeat, answer, at });
    },
    async flush() {
      const written: string[] = [];
      for (const [suite, fresh] of recorded) {
        if (options.folder === undefined || !suiteShape.test(suite)) continue;
        const path = join(options.folder, fileOf(suite));
        await makeFolders(options.folder, fileOf(suite));
        if (await writeCassette(path, fresh)) written.push(fileOf(suite));
      }
      return written;
    },
    problems: () => faults,
  };
}

function fileOf(suite: string): string {
  return `cassettes/${suite}.jsonl`;
}

async function readTree(tree: SourceTree, file: string, faults: string[]): Promise<Lines> {
  const content = (await tree.read([file], { maxBytes: largestBytes })).get(file);
  if (!content || content.kind === 'missing') return new Map();
  if (content.kind !== 'bytes') {
    faults.push(`${file}:1 the cassette is ${content.kind} and is not read`);
    return new Map();
  }
  return readLines(Buffer.from(content.bytes).toString('utf8'), file, faults).lines;
}

interface ReadLines {
  readonly lines: Map<string, CassetteLine>;
  /** Lines Galley cannot read, kept as they are when the file is rewritten. */
  readonly foreign: readonly string[];
}

function readLines(text: string, file: string, faults: string[]): ReadLines {
  const lines = new Map<string, CassetteLine>();
  const foreign: string[] = [];
  for (const [index, written] of text.split('\n').entries()) {
    const trimmed = written.trim();
    if (trimmed === '') continue;
    const line = readCassetteLine(trimmed);
    if (line) addLine(lines, line);
    else {
      foreign.push(trimmed);
      faults.push(`${file}:${index + 1} this line is no recording and counts as absent`);
    }
  }
  return { lines, foreign };
}

/** Adds a line; of two cases with one request, the smaller id names it, whichever came first. */
function addLine(lines: Map<string, CassetteLine>, fresh: CassetteLine): void {
  const known = lines.get(fresh.key);
  if (!known) {
    lines.set(fresh.key, fresh);
    return;
  }
  const [caseId = known.caseId] = [known.caseId, fresh.caseId].toSorted();
  lines.set(fresh.key, { ...mergeCassetteLines(known, fresh), caseId });
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

/** Adds lines to a file on disk, dropping none; false when the file is already what it would be. */
async function writeCassette(path: string, fresh: ReadonlyMap<string, CassetteLine>) {
  const before = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const { lines, foreign } = readLines(before, path, []);
  for (const line of fresh.values()) addLine(lines, line);
  const sorted = [...lines.values()].toSorted(compareCassetteLines).map(writeCassetteLine);
  const after = [...sorted, ...foreign].map((line) => `${line}\n`).join('');
  if (after === before) return false;
  await rm(`${path}.tmp`, { force: true });
  await writeFile(`${path}.tmp`, after, { flag: 'wx' });
  await rename(`${path}.tmp`, path);
  return true;
}

function unsafe(suite: string, caseId: string): GalleyError {
  return new GalleyError(
    'cassette-unsafe',
    `the answer of case ${JSON.stringify(caseId)} in ${fileOf(suite)} holds a secret or a key, so it is not recorded`,
    {
      data: { suite, caseId },
      hint: 'Change the prompt so that the model repeats no key, and replace the key if it is real.',
    },
  );
}
