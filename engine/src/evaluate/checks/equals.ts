import { hasExpressions, parseExpressions } from '../../expressions/parse-expressions.ts';
import type { JsonValue } from '../../library/nodes.ts';
import { showValue } from '../show-text.ts';
import type { CheckPlug } from './contract.ts';
import { jsonArgument } from './prepare-argument.ts';
import { equalityFor } from './text-equal.ts';

/**
 * The value equals the wanted one: deep JSON equality, exact text. An expectation from CSV, inserted as
 * the whole argument, is compared as `expected` does.
 */
export const equals: CheckPlug = {
  key: 'equals',
  readsValue: true,
  prepare(check) {
    const argument = jsonArgument(check.argument);
    const readsExpected = isExpectedPath(check.argument);
    return ({ value }, subject) => {
      const wanted = argument.of(subject);
      if (wanted.fault !== undefined) return { kind: 'error', reason: wanted.fault };
      return {
        kind: 'judged',
        holds: equalityFor(readsExpected && subject.case.isExpectedText)(value, wanted.value),
        wanted: `to equal ${showValue(wanted.value)}`,
      };
    };
  },
};

/** True for an argument that is one expression into the case's expectation and nothing else. */
function isExpectedPath(argument: JsonValue): boolean {
  if (typeof argument !== 'string' || !hasExpressions(argument)) return false;
  const [segment, ...others] = parseExpressions(argument).segments;
  if (segment?.kind !== 'path' || others.length > 0) return false;
  const [root, part] = segment.path.keys;
  return root === 'case' && part === 'expected';
}
