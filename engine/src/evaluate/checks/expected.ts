import { type DataPath, parsePath } from '../../expressions/path.ts';
import { readPath } from '../../expressions/read-path.ts';
import type { Case, JsonValue } from '../../library/nodes.ts';
import { readJson } from '../../run/read-output.ts';
import { isPlainObject } from '../../units/own-value.ts';
import { showValue } from '../show-text.ts';
import type { CheckPlug, CheckSubject, Finding } from './contract.ts';
import { equalityFor } from './text-equal.ts';

/**
 * The value agrees with the case's own expectation: `true` compares the whole of `expected`,
 * a list of fields (keys or paths) each field with the same field of `expected`. Expectations from CSV
 * are text, so there a number or a boolean is compared by what the cell says.
 */
export const expected: CheckPlug = {
  key: 'expected',
  readsValue: true,
  prepare(check) {
    if (check.argument === true) {
      return ({ value }, subject) => explained(whole(value, subject.case), value, subject);
    }
    const fields = (Array.isArray(check.argument) ? check.argument : [check.argument]).map(fieldOf);
    return ({ value }, subject) => explained(agree(fields, value, subject.case), value, subject);
  },
};

interface Field {
  readonly name: string;
  readonly path: DataPath;
}

function fieldOf(argument: JsonValue): Field {
  const name = String(argument);
  return { name, path: parsePath(name).path ?? { text: name, keys: [name] } };
}

function whole(value: JsonValue, { expected: wanted, isExpectedText }: Case): Finding {
  if (wanted === undefined) return noExpectation('expected');
  return {
    kind: 'judged',
    holds: equalityFor(isExpectedText)(value, wanted),
    wanted: `to equal ${showValue(wanted)}`,
  };
}

function agree(
  fields: readonly Field[],
  value: JsonValue,
  { expected: expectation, isExpectedText }: Case,
): Finding {
  const isEqual = equalityFor(isExpectedText);
  const descriptions: string[] = [];
  const differences: string[] = [];
  for (const { name, path } of fields) {
    const wanted = readPath(expectation, path);
    if (!wanted.isPresent) return noExpectation(`expected.${name}`);
    descriptions.push(`${name} ${showValue(wanted.value)}`);
    const got = readPath(value, path);
    if (got.isPresent && isEqual(got.value as JsonValue, wanted.value as JsonValue)) continue;
    differences.push(got.isPresent ? `${name} ${showValue(got.value)}` : `no ${name}`);
  }
  return {
    kind: 'judged',
    holds: differences.length === 0,
    wanted: `to have ${descriptions.join(', ')}`,
    got: (differences.length === 0 ? descriptions : differences).join(', '),
  };
}

/** Names the likely reason why a whole JSON answer has no fields: nobody asked to read it as JSON. */
function explained(finding: Finding, value: JsonValue, { answer }: CheckSubject): Finding {
  if (finding.kind !== 'judged' || finding.holds || !answer?.isText) return finding;
  if (value !== answer.text || !isPlainObject(readJson(answer.text).value)) return finding;
  const got = finding.got ?? showValue(value);
  return {
    ...finding,
    got: `${got} (the answer is text: write \`output: {format: json}\` in the prompt)`,
  };
}

function noExpectation(path: string): Finding {
  return { kind: 'error', reason: `the check cannot be judged: the case has no \`${path}\`` };
}
