import { type CassetteFile, parseCassette } from './cassette-file.ts';
import { type CassetteLine, isStaleDay, writeCassetteLine } from './cassette-line.ts';
import { isSignedLine } from './cassette-signature.ts';
import type { TrustedSignatures } from './cassettes.ts';

/** What one cassette holds, and what vouches for it. */
export interface CassetteInspection {
  readonly suite: string;
  readonly lines: number;
  /** Lines that base has, letter for letter. */
  readonly onBase: number;
  /** Further lines with the signature of a trusted key. */
  readonly signed: number;
  /** Lines that nothing vouches for. */
  readonly unverified: readonly RecordedDraw[];
  /** Lines with a signature that is not valid here: changed afterwards, copied, or by another key. */
  readonly forged: readonly RecordedDraw[];
  /** Numbers of lines that are no recordings. */
  readonly foreign: readonly number[];
  /** Lines older than 30 days. */
  readonly stale: number;
  /** Day of the oldest line, `YYYY-MM-DD`; `undefined` without lines. */
  readonly oldest: string | undefined;
  /** Models that answered under several dated names: some recordings are of an older one. */
  readonly driftedModels: readonly (readonly string[])[];
}

export interface RecordedDraw {
  readonly caseId: string;
  readonly repeat: number;
}

export interface InspectOptions {
  readonly suite: string;
  /** The suite's cassette on base. */
  readonly base?: CassetteFile;
  readonly signatures?: TrustedSignatures;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** Looks a cassette's text through; nothing is thrown for what is wrong with it. */
export function inspectCassette(text: string, options: InspectOptions): CassetteInspection {
  const { lines: byKey, foreign } = parseCassette(text);
  const lines = [...byKey.values()];
  const beyondBase = lines.filter((line) => !standsOn(options.base, line));
  const signed = beyondBase.filter((line) => isTrusted(line, options));
  const open = beyondBase.filter((line) => !signed.includes(line));
  return {
    suite: options.suite,
    lines: lines.length,
    onBase: lines.length - beyondBase.length,
    signed: signed.length,
    unverified: open.filter(({ signature }) => signature === undefined).map(drawOf),
    forged: open.filter(({ signature }) => signature !== undefined).map(drawOf),
    foreign: foreign.map(({ line }) => line),
    stale: lines.filter(({ at }) => isStaleDay(at, options.nowMs)).length,
    oldest: lines.map(({ at }) => at).toSorted()[0],
    driftedModels: driftedModels(lines.map(({ answer }) => answer.model)),
  };
}

function standsOn(base: CassetteFile | undefined, line: CassetteLine): boolean {
  const onBase = base?.lines.get(line.key);
  return onBase !== undefined && writeCassetteLine(onBase) === writeCassetteLine(line);
}

function isTrusted(line: CassetteLine, { signatures, suite }: InspectOptions): boolean {
  return signatures !== undefined && isSignedLine(line, { ...signatures, suite }, signatures.keys);
}

function drawOf({ caseId, repeat }: CassetteLine): RecordedDraw {
  return { caseId, repeat };
}

/** Dated names of one model, such as `gpt-5-mini-2025-08-07` beside `gpt-5-mini-2026-02-01`. */
function driftedModels(models: readonly string[]): string[][] {
  const byName = Map.groupBy(new Set(models), (model) =>
    model.replace(/-(\d{4}-\d{2}-\d{2}|\d{8}|\d{3,4})$/, ''),
  );
  return [...byName.values()].filter((names) => names.length > 1).map((names) => names.toSorted());
}
