import type { ChatMessage } from '../library/nodes.ts';
import type { NanoUsd } from '../units/nano-usd.ts';
import { isPlainObject } from '../units/own-value.ts';
import type { PlannedRun } from './evaluation-plan.ts';
import type { RunResult } from './results.ts';

/** What a draw's place in the plan says of its result. */
type Place =
  | 'suite'
  | 'target'
  | 'model'
  | 'caseId'
  | 'repeat'
  | 'inputs'
  | 'tags'
  | 'group'
  | 'rendered';

/** A finished run without what the plan knows anyway. */
export type JournalledRun = Omit<RunResult, Place>;

/** Key of a draw in the journal of its plan. */
export function journalKey({ arm, case: item, repeat }: PlannedRun): string {
  return JSON.stringify([arm.suite, arm.target, arm.model, item.id, repeat]);
}

/** True for a run that need not be made again: errors and what was not executed are tried anew. */
export function isFinished(result: RunResult): boolean {
  return result.outcome === 'passed' || result.outcome === 'failed';
}

/** What to keep of a run. */
export function toJournal(result: RunResult): JournalledRun {
  const { suite, target, model, caseId, repeat, inputs, tags, group, rendered, ...kept } = result;
  return kept;
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
  const expected = planned.arm.checks.map((check) => check.name);
  if (JSON.stringify(names) !== JSON.stringify(expected)) return undefined;
  return {
    ...absentKeys,
    ...(entry as unknown as JournalledRun),
    checks: entry.checks.map((check) => ({ ...absentOfCheck, ...check })),
    suite: planned.arm.suite,
    target: planned.arm.target,
    model: planned.arm.model,
    caseId: planned.case.id,
    repeat: planned.repeat,
    group: planned.case.group,
    tags: planned.case.tags,
    inputs: planned.case.inputs,
    rendered,
  };
}

/** JSON drops what is `undefined`. */
const absentKeys = {
  reason: undefined,
  text: undefined,
  output: undefined,
  usage: undefined,
  latencyMs: undefined,
  source: undefined,
  costNanoUsd: undefined,
  answerCostNanoUsd: undefined,
  savedNanoUsd: undefined,
  listCostNanoUsd: undefined,
  requestKey: undefined,
};

const absentOfCheck = {
  score: undefined,
  reason: undefined,
  weight: undefined,
  costNanoUsd: undefined,
  savedNanoUsd: undefined,
};
