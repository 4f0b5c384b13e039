import { parsePath } from '../../expressions/path.ts';
import { type Check, type CheckKey, checkKeys, type JsonValue } from '../nodes.ts';
import type { YamlPath } from '../yaml/yaml-file.ts';
import { checkArgument } from './check-argument.ts';
import { checkExpressions } from './check-expressions.ts';
import { checkSubjectPath } from './check-subject-path.ts';
import type { FileReading } from './file-reading.ts';
import type { ParsedCheck } from './parsed-file.ts';
import { type ReadMember, readMembers } from './read-members.ts';

/** Keys whose value may hold `${{ … }}`, as the schema marks them. */
const expressionKeys: ReadonlySet<CheckKey> = new Set([
  'equals',
  'contains',
  'contains_any',
  'contains_all',
  'icontains',
  'icontains_any',
  'icontains_all',
  'starts_with',
  'ends_with',
  'regex',
  'levenshtein',
  'rouge_n',
  'grounded',
  'tool_args',
  'judge',
  'rubric',
  'factuality',
  'closed_question',
  'pairwise',
  'faithfulness',
  'answer_relevance',
  'context_recall',
  'similar',
]);

/** Keys that look at no value of the answer. */
const keysOfTheCall: ReadonlySet<CheckKey> = new Set([
  'latency_ms',
  'cost_usd',
  'tokens',
  'finish_reason',
  'valid_tool_call',
  'tool_called',
  'tool_args',
  'tool_sequence',
]);

/** One check that fits its schema, normalised, with the checks in it; what is wrong is reported. */
export function readCheck(
  reading: FileReading,
  written: Record<string, JsonValue>,
  path: YamlPath,
): ParsedCheck {
  const key = checkKeys.find((name) => Object.hasOwn(written, name)) as CheckKey;
  const readMember: ReadMember = (member, at) => readCheck(reading, member, at);
  const members = readMembers(reading, { key, written, path }, readMember);
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
    ...(written.same_model === true && { allowsSameModel: true as const }),
    ...(members && { members: members.map((member) => member.check) }),
    at: reading.yaml.keyAt(path),
  };
  checkArgument(reading, check, path);
  if (key === 'sql' && path.length > 2) {
    const message = '`sql` looks at all answers of the suite together';
    const hint = 'write it among the checks of the suite, in no group and no case';
    reading.report('wrong-value', message, [...path, key], hint, 'key');
  }
  if (written.of !== undefined && keysOfTheCall.has(key)) {
    const message = `\`of\` means nothing to \`${key}\`, which looks at the call as a whole`;
    reading.report('wrong-value', message, [...path, 'of'], 'remove `of`', 'key');
  } else if (written.of !== undefined) {
    checkSubjectPath(reading, check.of, [...path, 'of']);
  }
  const readings = expressionKeys.has(key)
    ? checkExpressions(reading, check.argument, [...path, key])
    : [];
  return {
    check,
    readsInputs: [
      ...readings.flatMap(({ keys, at }) =>
        keys[0] === 'inputs' && typeof keys[1] === 'string' ? [{ name: keys[1], at }] : [],
      ),
      ...(members ?? []).flatMap((member) => member.readsInputs),
    ],
    readsExpected: [
      ...readings.flatMap(({ keys }) => (keys[0] === 'expected' ? [keys.slice(1)] : [])),
      ...(key === 'expected' ? expectedPaths(check.argument) : []),
      ...(members ?? []).flatMap((member) => member.readsExpected),
    ],
    modelAt: check.model === undefined ? undefined : reading.yaml.valueAt([...path, 'model']),
  };
}

/** `expected: true` reads the whole expectation, a list reads its fields, each a key or a path. */
function expectedPaths(argument: JsonValue): (readonly (string | number)[])[] {
  if (!Array.isArray(argument)) return [[]];
  return argument.map((field) => parsePath(String(field)).path?.keys ?? [String(field)]);
}
