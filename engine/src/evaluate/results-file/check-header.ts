import { isPlainObject } from '../../units/own-value.ts';
import type { EvaluationHeader } from '../evaluation-header.ts';
import { armKey } from '../evaluation-plan.ts';
import {
  isAmount,
  isCount,
  isFlag,
  isRatio,
  isText,
  listOf,
  mapOf,
  oneOf,
  orAbsent,
  type Shape,
  wrongKey,
} from './shape.ts';

const mostRuns = 100_000_000;
const mostShards = 1000;

const isPositive: Shape = (value) => isCount(value) && value !== 0;

const gateShape = mapOf({
  passRate: mapOf({ min: orAbsent(isRatio), maxDrop: orAbsent(isRatio) }),
  whenUnsure: oneOf('pass', 'warn', 'block'),
  maxCostPerRunNanoUsd: orAbsent(isCount),
  maxLatencyP95Ms: orAbsent(isAmount),
  confirmRuns: isCount,
  notExecuted: orAbsent(oneOf('error', 'warn')),
});

const placeShape = mapOf({ line: isCount, column: isCount });

const checkShape = mapOf({
  name: isText,
  key: isText,
  weight: orAbsent(isAmount),
  isHard: isFlag,
  isOfCase: orAbsent(isFlag),
  at: placeShape,
});

const suiteCheckShape = mapOf({
  name: isText,
  key: isText,
  argument: isText,
  isNegated: isFlag,
  weight: orAbsent(isAmount),
  isHard: isFlag,
  at: placeShape,
});

const armShape = mapOf({
  suite: isText,
  target: isText,
  model: isText,
  repeats: isPositive,
  repeatOffset: isCount,
  passAtLeast: orAbsent(isPositive),
  promptFile: isText,
  checks: listOf(checkShape),
  suiteChecks: orAbsent(listOf(suiteCheckShape)),
  cases: listOf(isText),
});

const headerShapes = {
  planHash: (value: unknown) => /^[0-9a-f]{64}$/.test(String(value)),
  side: oneOf('base', 'head'),
  mode: oneOf('replay', 'auto', 'record', 'live'),
  runs: isCount,
  notExecuted: oneOf('error', 'warn'),
  selection: orAbsent(mapOf({ asked: listOf(isText), cases: isCount, of: isCount })),
  shard: orAbsent(mapOf({ index: isPositive, count: isPositive })),
  suites: listOf(mapOf({ suite: isText, file: isText, gate: gateShape, arms: listOf(armShape) })),
};

/** The header on the first line of a results file, or one clause saying what is wrong with it. */
export function checkHeader(value: unknown): EvaluationHeader | string {
  if (!isPlainObject(value) || !String(value.schema).startsWith('galley-results/')) {
    return 'is not the first line of results that `--format jsonl` wrote';
  }
  if (value.schema !== 'galley-results/v1') return 'is of another version of Galley';
  const wrong = wrongKey(value, headerShapes);
  if (wrong !== undefined) return `has a wrong \`${wrong}\``;
  const header = value as unknown as EvaluationHeader;
  return faultOfPlan(header) ?? header;
}

function faultOfPlan({ suites, runs, shard }: EvaluationHeader): string | undefined {
  if (shard && (shard.count > mostShards || shard.index > shard.count))
    return 'has a wrong `shard`';
  const seen = new Set<string>();
  let counted = 0;
  for (const { suite, arms } of suites) {
    for (const arm of arms) {
      const key = armKey(arm);
      if (arm.suite !== suite || seen.has(key)) return 'names a target and model twice';
      seen.add(key);
      if (new Set(arm.cases).size !== arm.cases.length) return 'names a case twice';
      counted += arm.cases.length * arm.repeats;
    }
  }
  if (counted > mostRuns) return 'plans too many runs';
  return counted === runs ? undefined : `says ${runs} runs and lists ${counted}`;
}
