import { GalleyError } from '../errors/galley-error.ts';
import type { Check, JsonValue } from '../library/nodes.ts';
import type { Clock } from '../ports/clock.ts';
import { queryTables, type SqlResult } from '../tables/sql/query-tables.ts';
import { type AnswerRow, answerColumns, answerRow } from './answer-row.ts';
import { armKey } from './evaluation-plan.ts';
import type { RunResult } from './results.ts';
import { showText } from './show-text.ts';

/** A check of all answers together, as a plan or the header of results has it. */
export type SuiteCheck = Pick<
  Check,
  'name' | 'key' | 'argument' | 'isNegated' | 'weight' | 'isHard' | 'at'
>;

/** An arm of a plan, or of the header of its results. */
export interface CheckedArm {
  readonly suite: string;
  readonly target: string;
  readonly model: string;
  readonly repeats: number;
  readonly cases: readonly unknown[];
  readonly suiteChecks?: readonly SuiteCheck[];
}

/** How one check of all answers together went, for one suite, target and model. */
export interface SuiteCheckVerdict {
  readonly check: SuiteCheck;
  readonly outcome: 'passed' | 'failed' | 'error' | 'not-executed';
  /** Offending rows; `undefined` when the query gave no result. */
  readonly rows: number | undefined;
  /** Why it did not pass, in one sentence without a final period. */
  readonly reason: string | undefined;
}

/** Keeps the answers of suites that have checks of all answers together, and judges them at the end. */
export interface SuiteChecks {
  add(result: RunResult): void;
  /**
   * Verdicts by `armKey`, for arms with such checks alone. What a query does wrong is its verdict.
   * @throws the signal's reason
   */
  judge(options: JudgeOptions): Promise<ReadonlyMap<string, readonly SuiteCheckVerdict[]>>;
}

export interface JudgeOptions {
  /** Absent where the door answers no queries: nothing is judged. */
  readonly clock: Clock | undefined;
  readonly signal: AbortSignal;
}

/** Characters of answers that one suite, target and model may keep for its queries. */
const mostKept = 64 * 1024 * 1024;
const rowsShown = 3;

/** Empty; suites without such checks keep nothing. */
export function createSuiteChecks({
  suites,
}: {
  readonly suites: readonly { readonly arms: readonly CheckedArm[] }[];
}): SuiteChecks {
  const arms = new Map<string, KeptArm>();
  for (const arm of suites.flatMap((suite) => suite.arms)) {
    if (arm.suiteChecks === undefined) continue;
    arms.set(armKey(arm), { arm, rows: [], kept: 0, unanswered: 0 });
  }
  return {
    add(result) {
      const kept = arms.get(armKey(result));
      if (kept !== undefined && result.repeat < kept.arm.repeats) keep(kept, result);
    },
    async judge(options) {
      const verdicts = new Map<string, readonly SuiteCheckVerdict[]>();
      for (const [key, kept] of arms) {
        const ofArm: SuiteCheckVerdict[] = [];
        for (const check of kept.arm.suiteChecks ?? []) {
          ofArm.push(await judgeCheck(check, kept, options));
        }
        verdicts.set(key, ofArm);
      }
      return verdicts;
    },
  };
}

interface KeptArm {
  readonly arm: CheckedArm;
  readonly rows: AnswerRow[];
  /** Characters of the rows. */
  kept: number;
  unanswered: number;
}

function keep(arm: KeptArm, result: RunResult): void {
  if (result.text === undefined) arm.unanswered += 1;
  if (arm.kept > mostKept) return;
  const row = answerRow(result);
  arm.kept += JSON.stringify(row).length;
  arm.rows.push(row);
  if (arm.kept > mostKept) arm.rows.length = 0;
}

async function judgeCheck(
  check: SuiteCheck,
  { arm, rows, kept, unanswered }: KeptArm,
  { clock, signal }: JudgeOptions,
): Promise<SuiteCheckVerdict> {
  const unjudged = (outcome: 'error' | 'not-executed', reason: string): SuiteCheckVerdict => ({
    check,
    outcome,
    rows: undefined,
    reason,
  });
  if (clock === undefined) return unjudged('not-executed', 'this door answers no queries');
  if (kept > mostKept) {
    const megabytes = mostKept / 1024 / 1024;
    return unjudged('error', `the answers are more than the ${megabytes} MB that a query may read`);
  }
  const missing = arm.cases.length * arm.repeats - rows.length + unanswered;
  try {
    const tables = { answers: { rows, columns: answerColumns } };
    const result = await queryTables(String(check.argument), { tables, clock, signal });
    return verdictOf(check, result, missing);
  } catch (error) {
    if (!(error instanceof GalleyError) || signal.aborted) throw error;
    const advice = error.hint === undefined ? '' : `. ${error.hint}`;
    return unjudged('error', `${error.message}${advice}`.replace(/\.$/, ''));
  }
}

/** A row is found whatever else is missing; that there is none can only be said of all answers. */
function verdictOf(check: SuiteCheck, result: SqlResult, missing: number): SuiteCheckVerdict {
  const rows = result.rows.length;
  const hasRows = rows > 0;
  if (!hasRows && missing > 0) {
    const reason = `no row found, but ${missing === 1 ? 'an answer is' : `${missing} answers are`} missing`;
    return { check, outcome: 'not-executed', rows, reason };
  }
  if (hasRows === check.isNegated) return { check, outcome: 'passed', rows, reason: undefined };
  const reason = hasRows
    ? `the query finds ${rows === 1 ? 'a row' : `${rows} rows`}: ${showRows(result)}`
    : 'the query finds no row';
  return { check, outcome: 'failed', rows, reason };
}

function showRows({ columns, rows }: SqlResult): string {
  const shown = rows
    .slice(0, rowsShown)
    .map((row) => columns.map(({ name }, index) => `${name} ${showCell(row[index])}`).join(', '));
  const more = rows.length > rowsShown ? '; …' : '';
  return showText(`${shown.join('; ')}${more}`, 400);
}

function showCell(cell: JsonValue | undefined): string {
  return typeof cell === 'string' ? showText(cell, 80) : showText(JSON.stringify(cell ?? null), 80);
}
