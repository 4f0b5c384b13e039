import type { ChatMessage } from '../library/nodes.ts';
import { tokenCount } from '../models/providers/token-count.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import { isPlainObject } from '../units/own-value.ts';
import type { PlannedRun } from './evaluation-plan.ts';
import type { RunResult } from './results.ts';
import { restoreResult, writtenResult } from './written-result.ts';

/** What a draw's place in the plan says of its result. */
type Place =
  | 'suite'
  | 'target'
  | 'model'
  | 'caseId'
  | 'repeat'
  | 'inputs'
  | 'expected'
  | 'tags'
  | 'group'
  | 'rendered';

/** A finished run without what the plan knows anyway. */
type JournalledRun = Omit<RunResult, Place>;

/** Key of a draw in the journal of its plan. */
export function journalKey({ arm, case: item, repeat }: PlannedRun): string {
  return JSON.stringify([arm.suite, arm.target, arm.model, item.id, repeat]);
}

/** Which case a journalled run was of, and how it went. */
export type JournalledDraw = Pick<RunResult, 'suite' | 'caseId' | 'outcome'>;

/** What an entry of a journal is about; `undefined` for one that is none. */
export function readJournalKey(key: string, entry: unknown): JournalledDraw | undefined {
  const outcome = isPlainObject(entry) ? entry.outcome : undefined;
  if (outcome !== 'passed' && outcome !== 'failed') return undefined;
  const place = readList(key);
  const [suite, , , caseId] = place;
  if (typeof suite !== 'string' || typeof caseId !== 'string') return undefined;
  return { suite, caseId, outcome };
}

function readList(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return []; // a key that this version did not write
  }
}

/** True for a run that need not be made again: errors and what was not executed are tried anew. */
export function isFinished(result: RunResult): boolean {
  return result.outcome === 'passed' || result.outcome === 'failed';
}

/** What to keep of a run, as plain JSON. */
export function toJournal(result: RunResult): Record<string, unknown> {
  const { suite, target, model, caseId, repeat, inputs, expected, ...others } = result;
  const { tags, group, rendered, ...kept } = others;
  return writtenResult(kept satisfies JournalledRun);
}

/** What journalled runs are known to have cost together, in nano-dollars. */
export function journalledCost(entries: Iterable<unknown>): NanoUsd {
  let sum = 0;
  for (const entry of entries) {
    const cost = isPlainObject(entry) ? entry.costNanoUsd : undefined;
    if (typeof cost === 'number' && Number.isSafeInteger(cost) && cost > 0) sum += cost;
  }
  return sum;
}

/** Tokens of the answers that journalled runs called for; those of their judges are not known. */
export function journalledTokens(entries: Iterable<unknown>): number {
  let sum = 0;
  for (const entry of entries) {
    if (!isPlainObject(entry) || entry.source !== 'called' || !isPlainObject(entry.usage)) continue;
    const { inputTokens, outputTokens } = entry.usage;
    for (const count of [inputTokens, outputTokens]) sum += tokenCount(count) ?? 0;
  }
  return sum;
}

/** The run as it was; `undefined` when the entry is none, or of other checks than the plan's. */
export function fromJournal(
  entry: unknown,
  planned: PlannedRun,
  rendered: readonly ChatMessage[] | undefined,
): RunResult | undefined {
  if (!isPlainObject(entry) || !Array.isArray(entry.checks)) return undefined;
  if (entry.outcome !== 'passed' && entry.outcome !== 'failed') return undefined;
  if (typeof entry.requests !== 'number' || !Array.isArray(entry.toolCalls)) return undefined;
  const names = entry.checks.map((check) => (isPlainObject(check) ? check.name : undefined));
  const plannedNames = [...planned.arm.checks, ...(planned.case.checks ?? [])].map(
    (check) => check.name,
  );
  if (JSON.stringify(names) !== JSON.stringify(plannedNames)) return undefined;
  const { arm, case: item, repeat } = planned;
  const { suite, target, model } = arm;
  const { id: caseId, group, tags, inputs, expected } = item;
  const place = { suite, target, model, caseId, group, tags, repeat, inputs, expected, rendered };
  return restoreResult({ ...entry, ...writtenResult(place) });
}
