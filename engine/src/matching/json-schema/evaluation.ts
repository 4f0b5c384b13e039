import { canonicalJson } from '../../units/canonical-json.ts';
import { ownValue } from '../../units/own-value.ts';
import { compileRegex, type Regex } from '../regex.ts';
import { type JsonSchema, referenceKey } from './references.ts';
import { schemaLimits } from './schema-limits.ts';

/** Why a value does not fit; reads as `<pointer>: expected <expected>, got <got>`. */
export interface ValueFault {
  /** JSON pointer into the value; empty for the whole. */
  readonly pointer: string;
  /** The keyword that it fails; `limit` when judging it would take too much work. */
  readonly keyword: string;
  readonly expected: string;
  readonly got: string;
  /** `expected …, got …`. */
  readonly message: string;
}

/** Judging a value would take more work than Galley spends. */
export class WorkLimitError extends Error {}

/** What all evaluations of one value share. */
export interface Run {
  readonly root: unknown;
  /** Every schema by pointer and anchor. */
  readonly places: ReadonlyMap<string, unknown>;
  /** True when the schema says `unevaluatedItems` or `unevaluatedProperties` anywhere. */
  readonly tracksEvaluated: boolean;
  /** Stands for every set of judged keys when they are not tracked; always empty. */
  readonly untracked: Set<string | number>;
  readonly regexes: Map<string, Regex>;
  readonly canonicalLists: WeakMap<object, ReadonlySet<string>>;
  stepsLeft: number;
}

/** One schema applied to one value. */
export interface Evaluation {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  readonly pointer: string;
  readonly depth: number;
  readonly run: Run;
  readonly faults: ValueFault[];
  /** Keys and indexes of the value that some schema has judged; stays empty unless the run tracks them. */
  readonly evaluated: Set<string | number>;
  /** Applies a schema to this value or to one inside it. */
  apply(schema: JsonSchema, value: unknown, pointer: string): Outcome;
}

/** How one schema judged one value. */
export type Outcome = Pick<Evaluation, 'faults' | 'evaluated'>;

/** The value of a keyword, own keys only. */
export function keywordOf(evaluation: Evaluation, keyword: string): unknown {
  return ownValue(evaluation.schema, keyword);
}

/** Notes that the value fails a keyword. */
export function fail(
  evaluation: Evaluation,
  keyword: string,
  expected: string,
  got = kindOf(evaluation.value),
): void {
  if (evaluation.faults.length >= schemaLimits.faults) return;
  const message = `expected ${expected}, got ${got}`;
  evaluation.faults.push({ pointer: evaluation.pointer, keyword, expected, got, message });
}

/** Notes the faults of a schema that the value, or one inside it, must fit. */
export function absorb(evaluation: Evaluation, faults: readonly ValueFault[]): void {
  for (const fault of faults) {
    if (evaluation.faults.length >= schemaLimits.faults) return;
    evaluation.faults.push(fault);
  }
}

/** @throws WorkLimitError when the run's budget is used up */
export function charge(run: Run, steps: number): void {
  run.stepsLeft -= steps;
  if (run.stepsLeft < 0) throw new WorkLimitError('too many steps');
}

/** True when a pattern occurs in a text; a text too long to search does not match. */
export function matches(run: Run, pattern: string, text: string): boolean {
  let regex = run.regexes.get(pattern);
  if (regex === undefined) {
    regex = compileRegex(pattern).regex;
    if (regex === undefined) throw new TypeError('the schema was not checked');
    run.regexes.set(pattern, regex);
  }
  charge(run, 1 + Math.ceil((text.length * regex.size) / 1_000));
  return text.length <= regex.longestText && regex.test(text);
}

/** The canonical text of a value: equal values, equal text. */
export function canonicalOf(run: Run, value: unknown): string {
  const text = canonicalJson(value);
  charge(run, 1 + Math.ceil(text.length / 20));
  return text;
}

/** The target of a reference of a checked schema. */
export function targetOf(run: Run, reference: unknown): JsonSchema {
  const key = typeof reference === 'string' ? referenceKey(run.root, reference) : undefined;
  const target = key === undefined ? undefined : run.places.get(key);
  if (target === undefined) throw new TypeError('the schema was not checked');
  return target as JsonSchema;
}

/** What a value is, for people: `"text"`, `12`, `an array of 3`, `a map`. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object') return 'a map';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}
