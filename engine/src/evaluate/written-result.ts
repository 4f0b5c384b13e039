import { isPlainObject } from '../units/own-value.ts';
import type { RunResult } from './results.ts';

/** Every field of a result, in the order in which reports write them. */
const resultFields = [
  'suite',
  'target',
  'model',
  'caseId',
  'group',
  'tags',
  'repeat',
  'inputs',
  'expected',
  'outcome',
  'reason',
  'checks',
  'rendered',
  'text',
  'output',
  'toolCalls',
  'usage',
  'latencyMs',
  'source',
  'costNanoUsd',
  'answerCostNanoUsd',
  'isUpperBound',
  'savedNanoUsd',
  'listCostNanoUsd',
  'requests',
  'requestKey',
  'alerts',
] as const satisfies readonly (keyof RunResult)[];

/** Fails to compile when a field of a result is missing above. */
type Forgotten = Exclude<keyof RunResult, (typeof resultFields)[number]>;
const fields: Forgotten extends never ? readonly (keyof RunResult)[] : never = resultFields;

/** What a document or a model wrote: `null` there is a value, never "unknown". */
const foreignFields: ReadonlySet<string> = new Set(['inputs', 'expected', 'output', 'arguments']);

/**
 * A result, or a part of one, as plain JSON that `restoreResult` makes the same again: what is unknown
 * is `null`, and only an unknown `expected` or `output`, which may be `null` itself, is left out.
 */
export function writtenResult(
  result: {
    readonly [Field in keyof RunResult]?: unknown;
  },
): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const field of fields) {
    const value = result[field];
    if (value !== undefined) written[field] = foreignFields.has(field) ? value : withNulls(value);
    else if (field in result && !foreignFields.has(field)) written[field] = null;
  }
  return written;
}

/**
 * The result that was written, its fields in their order; nothing is checked. Results that were
 * restored and results that were just made are reported alike.
 */
export function restoreResult(written: Readonly<Record<string, unknown>>): RunResult {
  const result: Record<string, unknown> = {};
  for (const field of fields) {
    const isForeign = foreignFields.has(field);
    // Where nothing looked, a field was absent, and it stays so.
    if (!isForeign && !(field in written)) continue;
    result[field] = isForeign ? written[field] : withoutNulls(written[field]);
  }
  return result as unknown as RunResult;
}

function withNulls(value: unknown): unknown {
  return value === undefined ? null : mapFields(value, withNulls);
}

function withoutNulls(value: unknown): unknown {
  return value === null ? undefined : mapFields(value, withoutNulls);
}

function mapFields(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (!isPlainObject(value)) return value;
  const changed: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    changed[key] = foreignFields.has(key) ? item : change(item);
  }
  return changed;
}
