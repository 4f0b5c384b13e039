import { GalleyError } from '../../errors/galley-error.ts';
import { isPlainObject } from '../../units/own-value.ts';
import type { EvaluationHeader } from '../evaluation-header.ts';
import type { RunResult } from '../results.ts';
import { checkHeader } from './check-header.ts';
import { checkResult } from './check-result.ts';
import { drawText, type HeaderDraw, plannedDraws } from './planned-draws.ts';
import { type NumberedLine, readLines } from './read-lines.ts';

/** Results that `--format jsonl` wrote, opened: the header is read, the rest is read on demand. */
export interface ResultsFile {
  /** As it was named. */
  readonly name: string;
  readonly header: EvaluationHeader;
  /**
   * The results in plan order, each checked; ends with what is missing.
   * @throws GalleyError `results-invalid` with the line
   */
  results(): AsyncGenerator<RunResult, MissingDraws, undefined>;
}

/** What a file should hold and does not; only a run that was stopped leaves something out. */
export interface MissingDraws {
  readonly count: number;
  /** One clause: what stopped the run. `undefined` when the run was completed. */
  readonly because: string | undefined;
}

/**
 * Opens a results file.
 * @param name what refusals call it
 * @throws GalleyError `results-invalid` for anything but a file that `--format jsonl` wrote with times;
 * `file-unreadable`
 */
export async function openResultsFile(path: string, name: string): Promise<ResultsFile> {
  for await (const line of linesOf(path, name)) {
    const value = line.isTorn ? undefined : parse(line.text);
    const header = checkHeader(value);
    if (typeof header === 'string') throw invalid(name, 1, header);
    if (isPlainObject(value) && value.timesLeftOut === true) {
      throw invalid(
        name,
        1,
        'was written with --no-times, so there is nothing to merge costs from',
      );
    }
    return { name, header, results: () => resultsOf(path, name, header) };
  }
  throw invalid(name, 1, 'is empty');
}

async function* resultsOf(
  path: string,
  name: string,
  header: EvaluationHeader,
): AsyncGenerator<RunResult, MissingDraws, undefined> {
  const draws = drawsOf(header);
  let results = 0;
  let missing = 0;
  let ended: MissingDraws | undefined;
  let gap: { readonly line: number; readonly draw: HeaderDraw } | undefined;
  for await (const line of linesOf(path, name)) {
    if (line.number === 1) continue;
    const value = line.isTorn ? undefined : parse(line.text);
    if (line.isTorn) return { count: missing + restOf(draws), because: 'it ends within a line' };
    if (!isPlainObject(value)) throw invalid(name, line.number, 'is no JSON object');
    if (ended) throw invalid(name, line.number, 'stands after the last line');
    if (isPlainObject(value.end)) {
      const because = checkEnd(name, line, { end: value.end, results });
      const left = restOf(draws);
      ended = { count: missing + left, because };
      if (because !== undefined) continue;
      if (gap) throw invalid(name, gap.line, `comes where ${drawText(gap.draw)} should stand`);
      if (left > 0) throw invalid(name, line.number, `ends the file, and ${left} runs are missing`);
      continue;
    }
    const found = nextDraw(draws, value);
    const { draw } = found;
    if (draw === undefined) {
      throw invalid(
        name,
        line.number,
        'is of no run that should stand here: forged, or out of order',
      );
    }
    if (found.skipped) gap ??= { line: line.number, draw: found.skipped };
    missing += found.count;
    const result = checkResult(value, draw.arm);
    if (typeof result === 'string') throw invalid(name, line.number, result);
    results += 1;
    yield result;
  }
  const because = 'it has no last line: the run was killed';
  return ended ?? { count: missing + restOf(draws), because };
}

function* drawsOf(header: EvaluationHeader): Generator<HeaderDraw, void, undefined> {
  const { index, count } = header.shard ?? { index: 1, count: 1 };
  for (const draw of plannedDraws(header, count)) if (draw.shard === index) yield draw;
}

/** The planned draw that a line is of, after those that a stopped run left out. */
function nextDraw(draws: Iterator<HeaderDraw>, value: Readonly<Record<string, unknown>>) {
  let skipped: HeaderDraw | undefined;
  let count = 0;
  for (let next = draws.next(); !next.done; next = draws.next()) {
    const draw = next.value;
    const { arm, caseId, repeat } = draw;
    const isThis =
      value.suite === arm.suite &&
      value.target === arm.target &&
      value.model === arm.model &&
      value.caseId === caseId &&
      value.repeat === repeat;
    if (isThis) return { draw, skipped, count };
    skipped ??= draw;
    count += 1;
  }
  return { draw: undefined, skipped, count };
}

function restOf(draws: Iterator<HeaderDraw>): number {
  let count = 0;
  while (!draws.next().done) count += 1;
  return count;
}

/** What stopped the run, `undefined` when nothing did. */
function checkEnd(
  name: string,
  line: NumberedLine,
  { end, results }: { readonly end: Readonly<Record<string, unknown>>; readonly results: number },
): string | undefined {
  if (end.results !== results) {
    throw invalid(
      name,
      line.number,
      `counts ${String(end.results)} results, and there are ${results}`,
    );
  }
  if (end.sha256 !== line.digestBefore()) {
    throw invalid(
      name,
      line.number,
      'has another checksum: the file was changed after it was written',
    );
  }
  if (end.stoppedBy === null) return undefined;
  const message = isPlainObject(end.stoppedBy) ? end.stoppedBy.message : undefined;
  if (typeof message !== 'string') throw invalid(name, line.number, 'has a wrong `stoppedBy`');
  return `the run was stopped: ${message}`;
}

async function* linesOf(path: string, name: string) {
  try {
    yield* readLines(path);
  } catch (cause) {
    if (cause instanceof GalleyError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new GalleyError('file-unreadable', `cannot read ${name} (${code ?? message})`, {
      data: { file: name },
      hint: 'Name a file that `galley eval --format jsonl --output <file>` wrote.',
      cause,
    });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a line that is no JSON is refused with its number
  }
}

function invalid(name: string, line: number, fault: string): GalleyError {
  return new GalleyError('results-invalid', `${name}:${line} ${fault}`, {
    data: { file: name, line },
    hint: 'Merge the files as `galley eval --shard --format jsonl --output <file>` wrote them.',
  });
}
