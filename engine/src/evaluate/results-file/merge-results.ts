import { GalleyError } from '../../errors/galley-error.ts';
import { canonicalJson } from '../../units/canonical-json.ts';
import { plural } from '../../units/plural.ts';
import type { EvaluationHeader } from '../evaluation-header.ts';
import type { RunResult } from '../results.ts';
import { plannedDraws } from './planned-draws.ts';
import type { MissingDraws, ResultsFile } from './results-file.ts';

/** Results of all shards, as one run would have made them. */
export interface MergedResults {
  /** Of the whole plan. */
  readonly header: EvaluationHeader;
  /** What is missing, one clause each; empty when the results are whole. */
  readonly missing: readonly string[];
  /** Draws without a result. */
  readonly missingRuns: number;
  /** In plan order, read once more from the files. */
  results(): AsyncGenerator<RunResult, void, undefined>;
}

/**
 * Puts the results of a plan's shards together; one file that holds a whole run is taken as it is.
 * Every file is read to its end before the first result is given.
 * @throws GalleyError `results-invalid` for files of different plans, a shard that comes twice, and
 * whatever a file is refused for; `results-incomplete` when something is missing and not allowed to be
 */
export async function mergeResults(
  files: readonly ResultsFile[],
  { allowIncomplete }: { readonly allowIncomplete: boolean },
): Promise<MergedResults> {
  const [first] = files;
  if (first === undefined) throw new TypeError('there is no file to merge');
  for (const file of files) refuseOtherPlan(first, file);
  const { shard: _, ...header } = first.header;
  const count = first.header.shard?.count ?? 1;
  const byShard = sortShards(files, count);
  const missing: string[] = [];
  let results = 0;
  for (let index = 1; index <= count; index += 1) {
    const file = byShard.get(index);
    if (file === undefined) {
      missing.push(`shard ${index}/${count} is missing`);
      continue;
    }
    const seen = await readThrough(file);
    results += seen.results;
    if (seen.because !== undefined) missing.push(`${file.name}: ${seen.because}`);
  }
  if (missing.length > 0 && !allowIncomplete) throw incomplete(missing, header.runs - results);
  return {
    header,
    missing,
    missingRuns: header.runs - results,
    results: () => inPlanOrder(header, byShard, count),
  };
}

function refuseOtherPlan(first: ResultsFile, file: ResultsFile): void {
  if (file.header.planHash !== first.header.planHash) {
    throw unfit(
      `${file.name} and ${first.name} are of different plans`,
      'Run every shard on the same commit, with the same suites, filters and mode.',
    );
  }
  const [one, other] = [first, file].map(({ header: { shard, ...rest } }) =>
    canonicalJson({ ...withoutAbsent(rest), count: shard?.count ?? 1 }),
  );
  if (one !== other) {
    throw unfit(
      `${file.name}:1 says something else about the same plan than ${first.name}:1`,
      'Run every shard with the same options and the same version of Galley; a file was edited, or the counts of shards differ.',
    );
  }
}

function withoutAbsent(value: object): object {
  return JSON.parse(JSON.stringify(value)) as object;
}

function sortShards(files: readonly ResultsFile[], count: number): Map<number, ResultsFile> {
  const byShard = new Map<number, ResultsFile>();
  for (const file of files) {
    const index = file.header.shard?.index ?? 1;
    const other = byShard.get(index);
    if (other !== undefined) {
      throw unfit(
        `shard ${index}/${count} comes twice: ${other.name} and ${file.name}`,
        'Name the file of each shard once.',
      );
    }
    byShard.set(index, file);
  }
  return byShard;
}

async function readThrough(
  file: ResultsFile,
): Promise<MissingDraws & { readonly results: number }> {
  const reading = file.results();
  for (let results = 0; ; results += 1) {
    const next = await reading.next();
    if (next.done) return { ...next.value, results };
  }
}

async function* inPlanOrder(
  header: EvaluationHeader,
  byShard: ReadonlyMap<number, ResultsFile>,
  count: number,
): AsyncGenerator<RunResult, void, undefined> {
  const cursors = new Map<number, Cursor>();
  for (const [index, file] of byShard) cursors.set(index, await openCursor(file));
  for (const { arm, caseId, repeat, shard } of plannedDraws(header, count)) {
    const cursor = cursors.get(shard);
    const result = cursor?.current;
    if (cursor === undefined || result === undefined) continue;
    const isThis =
      result.suite === arm.suite &&
      result.target === arm.target &&
      result.model === arm.model &&
      result.caseId === caseId &&
      result.repeat === repeat;
    if (!isThis) continue;
    yield result;
    await cursor.advance();
  }
}

interface Cursor {
  readonly current: RunResult | undefined;
  advance(): Promise<void>;
}

async function openCursor(file: ResultsFile): Promise<Cursor> {
  const reading = file.results();
  let current: RunResult | undefined;
  const advance = async () => {
    const next = await reading.next();
    current = next.done ? undefined : next.value;
  };
  await advance();
  return {
    get current() {
      return current;
    },
    advance,
  };
}

function unfit(message: string, hint: string): GalleyError {
  return new GalleyError('results-invalid', message, { hint });
}

function incomplete(missing: readonly string[], runs: number): GalleyError {
  return new GalleyError(
    'results-incomplete',
    `${plural(runs, 'run')} ${runs === 1 ? 'is' : 'are'} missing: ${missing.join('; ')}`,
    {
      data: { missing, missingRuns: runs },
      hint: 'Run the shard again, or merge what there is with --allow-incomplete.',
    },
  );
}
