import {
  findKeyHint,
  findLaterKey,
  findLaterValue,
  type SchemaError,
  type SchemaKind,
  schemaAt,
  validators,
} from '@galley/schema';
import type { Problem } from '../../errors/problem.ts';
import type { ProblemCode } from '../../errors/problem-codes.ts';
import { nearestName } from '../../matching/nearest.ts';
import type { JsonValue } from '../nodes.ts';
import type { YamlFile, YamlPath } from '../yaml/yaml-file.ts';
import { describeType, describeValue, listNames, quoted } from './describe-value.ts';

/** More faults of one file than this are not listed. */
const mostProblems = 100;

type Fault = {
  code: ProblemCode;
  message: string;
  hint?: string | undefined;
  path: YamlPath;
  at: 'key' | 'value';
};

/** Every way in which a file does not fit its schema, one problem per mistake, in the words of the manual. */
export function checkShape(yaml: YamlFile, kind: SchemaKind): Problem[] {
  const errors = validators[kind](yaml.value);
  return errors.slice(0, mostProblems).map((error) => {
    const { code, message, hint, path, at } = explain(yaml, kind, error);
    const position = at === 'key' ? yaml.keyAt(path) : yaml.valueAt(path);
    const problem = { code, severity: 'error' as const, message, file: yaml.file, ...position };
    return hint ? { ...problem, hint } : problem;
  });
}

function explain(yaml: YamlFile, kind: SchemaKind, error: SchemaError): Fault {
  const { path, keyword, params } = error;
  const value = valueIn(yaml.value, path);
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(yaml, kind, path, String(params.additionalProperty));
    case 'required':
      return missingKey(yaml, kind, path, String(params.missingProperty));
    case 'dependentRequired':
      return dependentKey(path, String(params.property), String(params.missingProperty));
    case 'oneOf':
    case 'anyOf':
    case 'not':
      return alternatives(yaml, kind, path, params);
    case 'propertyNames':
      return invalidName(path, params);
    case 'type':
      return wrongType(yaml, path, params.type, value);
    case 'minItems':
      return tooFewItems(path);
    default:
      return wrongValue(kind, yaml, error, value);
  }
}

function unknownKey(yaml: YamlFile, kind: SchemaKind, path: YamlPath, key: string): Fault {
  const place = schemaAt(kind, path, yaml.value);
  const full = [...path, key];
  const later = place && findLaterKey(place.definition, key);
  if (later) {
    const message = `the key \`${key}\` is not in this version`;
    const hint = `a later version of Galley will use it to ${later.will}; remove it until then`;
    return { code: 'not-in-this-version', message, hint, path: full, at: 'key' };
  }
  const known = place?.keys ?? [];
  const message = `unknown key \`${key}\` in ${nameOf(path)}`;
  return {
    code: 'unknown-key',
    message,
    hint: hintForKey(yaml, path, key, place?.definition, known),
    path: full,
    at: 'key',
  };
}

function hintForKey(
  yaml: YamlFile,
  path: YamlPath,
  key: string,
  definition: string | undefined,
  known: readonly string[],
): string | undefined {
  const habit = definition && findKeyHint(definition, key);
  if (habit) return habit;
  const near = nearestName(key, known);
  if (near) return `did you mean \`${near}\`?`;
  if (yaml.isFlow(path) && valueIn(yaml.value, [...path, key]) === null) {
    return 'a comma inside { } starts a new key: put text that holds a comma in quotes';
  }
  return known.length > 0 ? `the keys here are ${listNames(known)}` : undefined;
}

function missingKey(yaml: YamlFile, kind: SchemaKind, path: YamlPath, key: string): Fault {
  const code =
    kind === 'Suite' && path.length === 0 && key === 'checks' ? 'checks-missing' : 'missing-key';
  const example = schemaAt(kind, [...path, key], yaml.value)?.examples?.[0];
  const hint = example === undefined ? undefined : `for example ${shownExample(key, example)}`;
  return { code, message: `${nameOf(path)} has no \`${key}\``, hint, path, at: 'key' };
}

function dependentKey(path: YamlPath, key: string, missing: string): Fault {
  const full = [...path, key];
  if (key === 'cases' && missing === 'checks') {
    const message = 'the cases have no `checks`, so that nothing would be checked';
    const hint = 'add `checks:`, for example `- contains: some words`';
    return { code: 'checks-missing', message, hint, path: full, at: 'key' };
  }
  const message = `\`${key}\` needs \`${missing}\` beside it`;
  return { code: 'missing-key', message, path: full, at: 'key' };
}

function alternatives(
  yaml: YamlFile,
  kind: SchemaKind,
  path: YamlPath,
  params: SchemaError['params'],
): Fault {
  const choices = (params.alternatives as string[][]).map((keys) => keys[0] as string);
  const present = params.present as string[];
  const isCheck = choices.includes('contains') && choices.includes('judge');
  if (present.length > 1) {
    const last = lastWritten(yaml, path, present);
    const message = isCheck
      ? `a check has one check key, this one has ${listNames(present)}`
      : `${listNames(present)} stand together; expected one of them`;
    const hint = isCheck ? 'write one check for each' : `remove one`;
    return { code: 'wrong-value', message, hint, path: [...path, last], at: 'key' };
  }
  const message = `${nameOf(path)} has none of ${listNames(choices)}; expected one`;
  const isCaseless = choices.includes('cases') && (kind === 'Suite' || kind === 'Dataset');
  return { code: isCaseless ? 'cases-missing' : 'missing-key', message, path, at: 'key' };
}

function lastWritten(yaml: YamlFile, path: YamlPath, keys: readonly string[]): string {
  const rank = (key: string) => {
    const { line, column } = yaml.keyAt([...path, key]);
    return line * 1e6 + column;
  };
  return [...keys].sort((a, b) => rank(a) - rank(b)).at(-1) as string;
}

function invalidName(path: YamlPath, params: SchemaError['params']): Fault {
  const name = String(params.propertyName);
  const isInput = String(params.pattern).startsWith('^[A-Za-z_]');
  const message = `${quoted(name)} is no valid name in ${nameOf(path)}`;
  const hint = isInput
    ? 'names of inputs have letters, digits and _ and start with no digit, as in Jinja2'
    : 'use letters, digits, _ and -';
  return { code: 'wrong-value', message, hint, path: [...path, name], at: 'key' };
}

function wrongType(
  yaml: YamlFile,
  path: YamlPath,
  type: unknown,
  value: JsonValue | undefined,
): Fault {
  const raw = yaml.rawAt(path);
  const got = typeof value === 'number' && raw ? `the number ${raw}` : describeValue(value);
  const message = `${nameOf(path)}: expected ${describeType(type)}, got ${got}`;
  return { code: 'wrong-type', message, hint: hintForType(type, value, raw), path, at: 'value' };
}

function hintForType(type: unknown, value: JsonValue | undefined, raw: string | undefined) {
  if (type === 'boolean' && typeof value === 'string') {
    if (/^(?:yes|on|y)$/i.test(value)) return `YAML 1.2 reads ${value} as text; write true`;
    if (/^(?:no|off|n)$/i.test(value)) return `YAML 1.2 reads ${value} as text; write false`;
    if (/^(?:true|false)$/i.test(value)) return `remove the quotes: ${value.toLowerCase()}`;
  }
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  if (isScalar && raw && [type].flat().includes('string')) return `put it in quotes: "${raw}"`;
  if (type === 'array' && typeof value === 'string') return `write a list: [${value}]`;
  if ([type].flat().includes('number') && typeof value === 'string' && Number(value) === +value) {
    return value.trim() === '' || Number.isNaN(Number(value)) ? undefined : 'remove the quotes';
  }
  return undefined;
}

function tooFewItems(path: YamlPath): Fault {
  const key = path.at(-1);
  const code =
    key === 'cases' ? 'cases-missing' : key === 'checks' ? 'checks-missing' : 'wrong-value';
  return { code, message: `${nameOf(path)} is empty; expected at least one`, path, at: 'value' };
}

function wrongValue(
  kind: SchemaKind,
  yaml: YamlFile,
  { path, keyword, params }: SchemaError,
  value: JsonValue | undefined,
): Fault {
  const later = laterValueAt(kind, yaml, path, value);
  if (later) return { ...later, path, at: 'value' };
  const got = describeValue(value);
  const fault = { code: 'wrong-value' as const, path, at: 'value' as const };
  const name = nameOf(path);
  switch (keyword) {
    case 'enum': {
      const allowed = params.allowedValues as unknown[];
      const near = typeof value === 'string' && nearestName(value, allowed.map(String));
      const message = `${name}: expected one of ${listNames(allowed)}, got ${got}`;
      return { ...fault, message, hint: near ? `did you mean \`${near}\`?` : undefined };
    }
    case 'const':
      return { ...fault, message: `${name}: expected \`${params.allowedValue}\`, got ${got}` };
    case 'minLength':
      return { ...fault, message: `${name} is empty; expected text` };
    case 'maxLength':
      return { ...fault, message: `${name}: expected at most ${params.limit} characters` };
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return {
        ...fault,
        message: `${name}: expected a number ${params.comparison} ${params.limit}, got ${value}`,
      };
    case 'minProperties':
      return { ...fault, message: `${name} is empty; expected at least one key` };
    case 'uniqueItems':
      return { ...fault, message: `${name}: the same value stands twice` };
    case 'pattern': {
      const example = schemaAt(kind, path, yaml.value)?.examples?.[0];
      const such = typeof example === 'string' ? ` such as ${quoted(example)}` : '';
      return { ...fault, message: `${name}: expected text${such}, got ${got}` };
    }
    default:
      return { ...fault, message: `${name}: ${got} is not allowed here (${keyword})` };
  }
}

function laterValueAt(
  kind: SchemaKind,
  yaml: YamlFile,
  path: YamlPath,
  value: JsonValue | undefined,
): { code: ProblemCode; message: string; hint: string } | undefined {
  const keyIndex = typeof path.at(-1) === 'string' && /^\d+$/.test(String(path.at(-1))) ? -2 : -1;
  const parent = path.slice(0, keyIndex);
  // The parent's definition is asked without the document, so that an unknown type chooses no branch.
  const definitions = [schemaAt(kind, parent, yaml.value), schemaAt(kind, parent)];
  for (const place of definitions) {
    const later = place && findLaterValue(place.definition, String(path.at(keyIndex)), value);
    if (!later) continue;
    return {
      code: 'not-in-this-version',
      message: `${nameOf(path)}: ${describeValue(value)} is not in this version`,
      hint: `a later version of Galley will ${later.will}`,
    };
  }
  return undefined;
}

/** `the document`, or the dotted path in backticks. */
function nameOf(path: YamlPath): string {
  return path.length === 0 ? 'the document' : `\`${path.join('.')}\``;
}

function shownExample(key: string, example: unknown): string {
  const text = typeof example === 'string' ? example : JSON.stringify(example);
  return text.length > 60 ? `\`${key}: …\`` : `\`${key}: ${text}\``;
}

function valueIn(root: JsonValue | undefined, path: YamlPath): JsonValue | undefined {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (!Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, JsonValue>)[step];
  }
  return value;
}
