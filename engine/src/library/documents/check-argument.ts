import { hasExpressions } from '../../expressions/parse-expressions.ts';
import { compileRegex } from '../../matching/regex.ts';
import { isPlainObject } from '../../units/own-value.ts';
import type { Check, CheckKey, JsonValue } from '../nodes.ts';
import { listNames } from '../shape/describe-value.ts';
import type { YamlPath } from '../yaml/yaml-file.ts';
import { checkJsonSchema } from './check-json-schema.ts';
import type { FileReading } from './file-reading.ts';
import { readAmount } from './read-amount.ts';

const boundedKeys: ReadonlySet<CheckKey> = new Set([
  'length',
  'word_count',
  'tokens',
  'tool_called',
  'latency_ms',
  'cost_usd',
]);
const listKeys: ReadonlySet<CheckKey> = new Set([
  'contains_any',
  'contains_all',
  'icontains_any',
  'icontains_all',
]);

/** Reports what the schema cannot say of a check: patterns, schemas, limits, lists and what stands together. */
export function checkArgument(reading: FileReading, check: Check, checkPath: YamlPath): void {
  const { key, argument } = check;
  const path = [...checkPath, key];
  if (key === 'regex' && typeof argument === 'string' && !hasExpressions(argument)) {
    const { fault } = compileRegex(argument);
    if (fault) reading.report('regex-invalid', fault.message, path, fault.hint);
  }
  if (key === 'json_schema') checkJsonSchema(reading, argument, path);
  if (key === 'contains_json' && argument !== true) checkJsonSchema(reading, argument, path);
  if (boundedKeys.has(key) && isPlainObject(argument)) {
    checkBounds(reading, argument as Record<string, JsonValue>, path);
    if (key === 'cost_usd') for (const end of ['min', 'max']) readAmount(reading, [...path, end]);
  }
  if (listKeys.has(key) && typeof argument === 'string' && !hasExpressions(argument)) {
    const message = `\`${key}\` is text; expected a list of texts`;
    reading.report('wrong-type', message, path, `for example \`${key}: [refund, money back]\``);
  }
  if (check.isHard && check.weight !== undefined) {
    const message = '`hard` and `weight` stand together; a weighted check never blocks';
    const hint = `remove one of ${listNames(['hard', 'weight'])}`;
    reading.report('wrong-value', message, [...checkPath, 'hard'], hint, 'key');
  }
}

function checkBounds(
  reading: FileReading,
  { min, max }: Record<string, JsonValue>,
  path: YamlPath,
): void {
  if (min === undefined || max === undefined || Number(min) <= Number(max)) return;
  const hint = 'swap the two, or change one';
  reading.report('wrong-value', `\`min\` ${min} is above \`max\` ${max}`, [...path, 'min'], hint);
}
