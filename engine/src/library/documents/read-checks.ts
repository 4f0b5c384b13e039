import { hasExpressions } from '../../expressions/parse-expressions.ts';
import { parsePath } from '../../expressions/path.ts';
import { compileRegex } from '../../matching/regex.ts';
import { type Check, type CheckKey, checkKeys, type JsonValue } from '../nodes.ts';
import { listNames } from '../shape/describe-value.ts';
import { checkExpressions } from './check-expressions.ts';
import { checkJsonSchema } from './check-json-schema.ts';
import { checkSubjectPath } from './check-subject-path.ts';
import type { FileReading } from './file-reading.ts';
import type { ParsedCheck } from './parsed-file.ts';
import { readAmount } from './read-amount.ts';

/** Keys whose value may hold `${{ … }}`, as the schema marks them. */
const expressionKeys: ReadonlySet<CheckKey> = new Set([
  'equals',
  'contains',
  'icontains',
  'starts_with',
  'ends_with',
  'regex',
  'judge',
]);

/** The checks of a document, normalised; bad regexes, schemas, paths and names are reported. */
export function readChecks(reading: FileReading, value: JsonValue | undefined): ParsedCheck[] {
  const lineOfName = new Map<string, number>();
  return ((value ?? []) as Record<string, JsonValue>[]).map((written, index) => {
    const check = readCheck(reading, written, index);
    const { name, at } = check.check;
    const earlier = lineOfName.get(name);
    if (earlier === undefined) lineOfName.set(name, at.line);
    else {
      const isWritten = written.name !== undefined;
      const message = `the check name \`${name}\` is taken by line ${earlier}`;
      const hint = isWritten ? 'give it another name' : 'give one of them a `name`';
      reading.report(
        'check-duplicate',
        message,
        ['checks', index, isWritten ? 'name' : check.check.key],
        hint,
        isWritten ? 'value' : 'key',
      );
    }
    return check;
  });
}

function readCheck(
  reading: FileReading,
  written: Record<string, JsonValue>,
  index: number,
): ParsedCheck {
  const path = ['checks', index];
  const key = checkKeys.find((name) => Object.hasOwn(written, name)) as CheckKey;
  const check: Check = {
    key,
    argument: written[key] as JsonValue,
    name: typeof written.name === 'string' ? written.name : key,
    of: typeof written.of === 'string' ? written.of : 'output',
    isNegated: written.not === true,
    weight: typeof written.weight === 'number' ? written.weight : undefined,
    isHard: written.hard === true,
    ...(typeof written.min === 'number' && { min: written.min }),
    ...(typeof written.model === 'string' && { model: written.model }),
    at: reading.yaml.keyAt(path),
  };
  checkArgument(reading, check, [...path, key]);
  if (written.of !== undefined) checkSubjectPath(reading, check.of, [...path, 'of']);
  const readings = expressionKeys.has(key)
    ? checkExpressions(reading, check.argument, [...path, key])
    : [];
  return {
    check,
    readsInputs: readings.flatMap(({ keys, at }) =>
      keys[0] === 'inputs' && typeof keys[1] === 'string' ? [{ name: keys[1], at }] : [],
    ),
    readsExpected: [
      ...readings.flatMap(({ keys }) => (keys[0] === 'expected' ? [keys.slice(1)] : [])),
      ...(key === 'expected' ? expectedPaths(check.argument) : []),
    ],
    modelAt: check.model === undefined ? undefined : reading.yaml.valueAt([...path, 'model']),
  };
}

function checkArgument(reading: FileReading, check: Check, path: (string | number)[]): void {
  const { key, argument } = check;
  if (key === 'regex' && typeof argument === 'string' && !hasExpressions(argument)) {
    const { fault } = compileRegex(argument);
    if (fault) reading.report('regex-invalid', fault.message, path, fault.hint);
  }
  if (key === 'json_schema') checkJsonSchema(reading, argument, path);
  if (key === 'length' || key === 'latency_ms' || key === 'cost_usd') {
    checkBounds(reading, argument as Record<string, JsonValue>, path);
    if (key === 'cost_usd') for (const end of ['min', 'max']) readAmount(reading, [...path, end]);
  }
  if (check.isHard && check.weight !== undefined) {
    const message = '`hard` and `weight` stand together; a weighted check never blocks';
    reading.report(
      'wrong-value',
      message,
      [path[0] as string, path[1] as number, 'hard'],
      `remove one of ${listNames(['hard', 'weight'])}`,
      'key',
    );
  }
}

function checkBounds(
  reading: FileReading,
  { min, max }: Record<string, JsonValue>,
  path: (string | number)[],
): void {
  if (min === undefined || max === undefined || Number(min) <= Number(max)) return;
  const hint = 'swap the two, or change one';
  reading.report('wrong-value', `\`min\` ${min} is above \`max\` ${max}`, [...path, 'min'], hint);
}

/** `expected: true` reads the whole expectation, a list reads its fields, each a key or a path. */
function expectedPaths(argument: JsonValue): (readonly (string | number)[])[] {
  if (!Array.isArray(argument)) return [[]];
  return argument.map((field) => parsePath(String(field)).path?.keys ?? [String(field)]);
}
