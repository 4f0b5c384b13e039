import type { KeyObject } from 'node:crypto';
import { GalleyError } from '../errors/galley-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { SourceTree } from '../ports/source-tree.ts';
import {
  addCassetteLine,
  cassetteFileOf,
  largestCassetteBytes,
  parseCassette,
  readCassetteText,
  writeCassetteFile,
} from './cassette-file.ts';
import { type CassetteLine, isStaleDay } from './cassette-line.ts';
import { isSignedLine, type SignedPlace } from './cassette-signature.ts';
import { holdsKeyPattern, holdsSecret } from './mask-secrets.ts';
import type { ProviderAnswer } from './providers/contract.ts';

/** Recorded answers in a repository, by suite and request key. */
export interface CassetteStore {
  find(suite: string, key: string): Promise<FoundRecording | undefined>;
  /**
   * Takes an answer for the suite's cassette; written by `flush`.
   * @throws GalleyError `cassette-unsafe` when the line would hold a secret or a known kind of key
   */
  record(recording: Recording): void;
  /** Writes every cassette that has new lines; says which, relative to the project. */
  flush(): Promise<string[]>;
  /** Lines that are no recordings, as `file:line message`, the first ten of each file; they count as absent. */
  problems(): readonly string[];
  /** Different recordings older than 30 days that were found, and the day of the oldest one found. */
  staleness(): { readonly stale: number; readonly oldest: string | undefined };
}

export interface FoundRecording {
  readonly answer: ProviderAnswer;
  /** The line stands on base or carries a valid signature; otherwise only this checkout vouches for it. */
  readonly isTrusted: boolean;
  /** Day of the recording, `YYYY-MM-DD`. */
  readonly at: string;
}

export interface Recording {
  readonly suite: string;
  readonly caseId: string;
  readonly key: string;
  readonly repeat: number;
  readonly answer: ProviderAnswer;
}

/** Whose signatures count: the public keys of galley.yaml on base, and what they must be bound to. */
export interface TrustedSignatures extends Omit<SignedPlace, 'suite'> {
  readonly keys: ReadonlyMap<string, KeyObject>;
}

/** Of one cassette; whoever fills it with junk fills nobody's log. */
const faultsShown = 10;

type Lines = ReadonlyMap<string, CassetteLine>;

/**
 * The cassettes of one project: `cassettes/<suite>.jsonl`, looked up on base first, then on the ledger
 * branch, where only signed lines count, then on head.
 * @param options.base absent where there is no base; then only signatures are trusted
 * @param options.folder absolute project folder that recordings are written to; absent forbids it
 */
export function createCassetteStore(options: {
  readonly base?: SourceTree;
  readonly ledger?: SourceTree;
  readonly head?: SourceTree;
  readonly signatures?: TrustedSignatures;
  readonly folder?: string;
  readonly clock: Clock;
  readonly secrets: Secrets;
}): CassetteStore {
  const { signatures } = options;
  const faults: string[] = [];
  const read = new Map<string, Promise<Lines>>();
  const recorded = new Map<string, Map<string, CassetteLine>>();
  const stale = new Set<string>();
  let oldest: string | undefined;

  function linesOf(side: 'base' | 'ledger' | 'head', suite: string): Promise<Lines> {
    const tree = options[side];
    const file = cassetteFileOf(suite);
    if (!tree || file === undefined) return Promise.resolve(new Map());
    const at = `${side}:${suite}`;
    const known = read.get(at);
    if (known) return known;
    const lines = readTree(tree, file, faults);
    read.set(at, lines);
    return lines;
  }

  function isSigned(line: CassetteLine, suite: string): boolean {
    return (
      signatures !== undefined && isSignedLine(line, { ...signatures, suite }, signatures.keys)
    );
  }

  function found({ key, answer, at }: CassetteLine, isTrusted: boolean): FoundRecording {
    if (isStaleDay(at, options.clock.now())) stale.add(key);
    if (oldest === undefined || at < oldest) oldest = at;
    return { answer, isTrusted, at };
  }

  return {
    async find(suite, key) {
      const onBase = (await linesOf('base', suite)).get(key);
      if (onBase) return found(onBase, true);
      const onLedger = (await linesOf('ledger', suite)).get(key);
      if (onLedger && isSigned(onLedger, suite)) return found(onLedger, true);
      const fresh = recorded.get(suite)?.get(key);
      const onHead = fresh ?? (await linesOf('head', suite)).get(key);
      return onHead && found(onHead, isSigned(onHead, suite));
    },
    record({ suite, caseId, key, repeat, answer }) {
      if (holdsSecret([answer, caseId], options.secrets) || holdsKeyPattern([answer, caseId])) {
        throw unsafe(suite, caseId);
      }
      const at = new Date(options.clock.now()).toISOString().slice(0, 10);
      const lines = recorded.get(suite) ?? new Map<string, CassetteLine>();
      recorded.set(suite, lines);
      addCassetteLine(lines, { key, caseId, repeat, answer, at });
    },
    async flush() {
      const written: string[] = [];
      for (const [suite, fresh] of recorded) {
        const file = cassetteFileOf(suite);
        if (options.folder === undefined || file === undefined) continue;
        if (await addToFile(options.folder, file, fresh)) written.push(file);
      }
      return written;
    },
    problems: () => faults,
    staleness: () => ({ stale: stale.size, oldest }),
  };
}

async function readTree(tree: SourceTree, file: string, faults: string[]): Promise<Lines> {
  const content = (await tree.read([file], { maxBytes: largestCassetteBytes })).get(file);
  if (!content || content.kind === 'missing') return new Map();
  if (content.kind !== 'bytes') {
    faults.push(`${file}:1 the cassette is ${content.kind} and is not read`);
    return new Map();
  }
  const { lines, foreign } = parseCassette(Buffer.from(content.bytes).toString('utf8'));
  for (const { line } of foreign.slice(0, faultsShown)) {
    faults.push(`${file}:${line} this line is no recording and counts as absent`);
  }
  const more = foreign.length - faultsShown;
  if (more > 0) faults.push(`${file}: ${more} more lines are no recordings and count as absent`);
  return lines;
}

/** Adds lines to a file on disk, dropping none. */
async function addToFile(project: string, file: string, fresh: Lines): Promise<boolean> {
  const before = parseCassette(await readCassetteText(project, file));
  const lines = new Map(before.lines);
  for (const line of fresh.values()) addCassetteLine(lines, line);
  return writeCassetteFile(project, file, { lines, foreign: before.foreign });
}

function unsafe(suite: string, caseId: string): GalleyError {
  return new GalleyError(
    'cassette-unsafe',
    `the answer of case ${JSON.stringify(caseId)} in the cassette of ${suite} holds a secret or a key, so it is not recorded`,
    {
      data: { suite, caseId },
      hint: 'Change the prompt so that the model repeats no key, and replace the key if it is real.',
    },
  );
}
