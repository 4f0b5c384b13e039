import type { ChatMessage } from '../library/nodes.ts';
import { isPlainObject } from '../units/own-value.ts';
import type { PlannedRun } from './evaluation-plan.ts';
import type { RunResult } from './results.ts';

/** A finished run without what the plan knows anyway. */
export type JournalledRun = Omit<RunResult, 'inputs' | 'tags' | 'group' | 'rendered'>;

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
  const { inputs: _, tags: __, group: ___, rendered: ____, ...kept } = result;
  return kept;
}

/** The run as it was; `undefined` when the entry is none, or of other checks than the plan's. */
export function fromJournal(
  entry: unknown,
  planned: PlannedRun,
  rendered: readonly ChatMessage[] | undefined,
): RunResult | undefined {
  if (!isPlainObject(entry) || !Array.isArray(entry.checks)) return undefined;
  if (entry.outcome !== 'passed' && entry.outcome !== 'failed') return undefined;
  const names = entry.checks.map((check) => (isPlainObject(check) ? check.name : undefined));
  if (names.join('\n') !== planned.arm.checks.map((check) => check.name).join('\n'))
    return undefined;
  return {
    ...absentKeys,
    ...(entry as unknown as JournalledRun),
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
