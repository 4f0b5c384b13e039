import { isPlainObject } from '../../units/own-value.ts';
import type { HeaderArm } from '../evaluation-header.ts';
import type { RunResult } from '../results.ts';
import { restoreResult } from '../written-result.ts';
import {
  isAmount,
  isAnything,
  isCount,
  isFlag,
  isRatio,
  isText,
  listOf,
  mapOf,
  oneOf,
  orAbsent,
  orNull,
  wrongKey,
} from './shape.ts';

const outcomes = oneOf('passed', 'failed', 'error', 'not-executed');
const isTokens = orAbsent(orNull(isCount));

const checkShapes = {
  name: isText,
  key: isText,
  outcome: outcomes,
  score: orNull(isRatio),
  reason: orNull(isText),
  isHard: isFlag,
  weight: orNull(isAmount),
  costNanoUsd: orNull(isCount),
  savedNanoUsd: orNull(isCount),
  requests: orAbsent(orNull(isCount)),
};

const resultShapes = {
  group: orNull(isText),
  tags: listOf(isText),
  inputs: isPlainObject,
  outcome: outcomes,
  reason: orNull(isText),
  checks: listOf(mapOf(checkShapes)),
  rendered: orNull(listOf(mapOf({ role: isText, content: isAnything }))),
  text: orNull(isText),
  toolCalls: listOf(mapOf({ name: isText })),
  usage: orNull(
    mapOf({ inputTokens: isTokens, cachedInputTokens: isTokens, outputTokens: isTokens }),
  ),
  latencyMs: orNull(isAmount),
  source: orNull(oneOf('called', 'cache', 'cassette', 'cassette-local', 'scripted')),
  costNanoUsd: orNull(isCount),
  answerCostNanoUsd: orNull(isCount),
  isUpperBound: isFlag,
  savedNanoUsd: orNull(isCount),
  listCostNanoUsd: orNull(isCount),
  requests: isCount,
  requestKey: orNull(isText),
  alerts: orAbsent(
    orNull(
      listOf(
        mapOf({
          guard: oneOf('pii', 'secrets', 'injection'),
          rule: isText,
          excerpt: isText,
          where: oneOf('input', 'output'),
        }),
      ),
    ),
  ),
};

/** The result on a line, of a draw of this arm; or one clause saying what is wrong with it. */
export function checkResult(
  value: Readonly<Record<string, unknown>>,
  arm: HeaderArm,
): RunResult | string {
  const wrong = wrongKey(value, resultShapes);
  if (wrong !== undefined) return `has a wrong \`${wrong}\``;
  const result = restoreResult(value);
  return faultOfChecks(result, arm) ?? result;
}

/** The plan's checks must all be there as planned, and the outcome must be theirs. */
function faultOfChecks({ checks, outcome }: RunResult, arm: HeaderArm): string | undefined {
  const judged = new Map(checks.map((check) => [check.name, check]));
  for (const { name, key, isHard, weight, isOfCase } of arm.checks) {
    const check = judged.get(name);
    if (check === undefined && isOfCase) continue;
    if (check === undefined) return `lacks the check “${name}”`;
    const isPlanned = check.key === key && check.isHard === isHard && check.weight === weight;
    if (!isPlanned) return `has a check “${name}” that is not as planned`;
  }
  const isFailed = checks.some((check) => check.outcome === 'failed' && check.weight === undefined);
  if (outcome === 'passed' && isFailed) return 'is passed although a check failed';
  if (outcome === 'failed' && !isFailed) return 'is failed although no check failed';
  return undefined;
}
