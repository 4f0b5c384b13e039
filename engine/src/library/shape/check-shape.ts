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
import { shownExample, shownValue } from './shown-example.ts';
import { typeHabits } from './type-habits.ts';

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
  const errors = withoutMeant(validators[kind](yaml.value));
  return errors.slice(0, mostProblems).map((error) => {
    const fault = explain(yaml, kind, error);
    const { code, message, path, at } = fault;
    const hint = fault.hint ?? exampleHint(kind, yaml, path);
    const position = at === 'key' ? yaml.keyAt(path) : yaml.valueAt(path);
    const problem = { code, severity: 'error' as const, message, file: yaml.file, ...position };
    return hint ? { ...problem, hint } : problem;
  });
}

type MeantError = SchemaError & { readonly meant?: string };

/** One key too many and one too few in the same map is one mistake: the one was meant as the other. */
function withoutMeant(errors: readonly SchemaError[]): MeantError[] {
  const ofMap = new Map<string, { missing: SchemaError[]; unknown: SchemaError[] }>();
  for (const error of errors) {
    const key = JSON.stringify(error.path);
    const here = ofMap.get(key) ?? { missing: [], unknown: [] };
    ofMap.set(key, here);
    if (error.keyword === 'required') here.missing.push(error);
    if (error.keyword === 'additionalProperties') here.unknown.push(error);
  }
  const meant = new Map<SchemaError, string | undefined>();
  for (const { missing, unknown } of ofMap.values()) {
    const [lacking, stray] = [missing[0], unknown[0]];
    if (!lacking || !stray || missing.length + unknown.length > 2) continue;
    meant.set(lacking, undefined);
    meant.set(stray, String(lacking.params.missingProperty));
  }
  return errors.flatMap((error): MeantError[] => {
    if (!meant.has(error)) return [error];
    const wanted = meant.get(error);
    return wanted === undefined ? [] : [{ ...error, meant: wanted }];
  });
}

/** What the manual shows for the place, in the words of YAML. */
function exampleHint(kind: SchemaKind, yaml: YamlFile, path: YamlPath): string | undefined {
  const example = schemaAt(kind, path, yaml.value)?.examples?.[0];
  const key = path.at(-1);
  if (example === undefined || typeof key !== 'string') return undefined;
  return /^\d+$/.test(key)
    ? `for example \`- ${shownValue(example)}\``
    : `for example ${shownExample(key, example)}`;
}

function explain(yaml: YamlFile, kind: SchemaKind, error: MeantError): Fault {
  const { path, keyword, params } = error;
  const value = valueIn(yaml.value, path);
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(yaml, kind, path, String(params.additionalProperty), error.meant);
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

function unknownKey(
  yaml: YamlFile,
  kind: SchemaKind,
  path: YamlPath,
  key: string,
  meant: string | undefined,
): Fault {
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
    hint: hintForKey(yaml, path, key, place?.definition, known, meant),
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
  meant: string | undefined,
): string | undefined {
  if (key === '<<') return 'YAML 1.2 has no merge keys: write the keys out';
  const habit = definition && findKeyHint(definition, key);
  if (habit) return habit;
  const near = nearestName(key, known);
  if (near) return `did you mean \`${near}\`?`;
  if (meant) return `did you mean \`${meant}\`, which is missing?`;
  if (yaml.isFlow(path) && valueIn(yaml.value, [...path, key]) === null) {
    return 'a comma inside { } starts a new key: put text that holds a comma in quotes';
  }
  return known.length > 0 ? `the keys here are ${listNames(known)}` : undefined;
}

function missingKey(yaml: YamlFile, kind: SchemaKind, path: YamlPath, key: string): Fault {
  const code =
    kind === 'Suite' && path.length === 0 && key === 'checks' ? 'checks-missing' : 'missing-key';
  const hint = exampleHint(kind, yaml, [...path, key]);
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
  const hint =
    missing === 'judge'
      ? `\`${key}\` belongs to a \`judge\` check; remove it here`
      : `write \`${missing}:\` in the same list item`;
  return { code: 'missing-key', message, hint, path: full, at: 'key' };
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
  const hint = isCheck
    ? 'for example `contains: some words`'
    : isCaseless
      ? 'write `cases:`, or name a file of them'
      : exampleHint(kind, yaml, [...path, choices[0] as string]);
  return { code: isCaseless ? 'cases-missing' : 'missing-key', message, hint, path, at: 'key' };
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
    : `use ${/A-Z/.test(String(params.pattern)) ? '' : 'small '}letters, digits, _ and -`;
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
  const hint = hintForType(type, value, raw) ?? hintForMap(type, value, path);
  return { code: 'wrong-type', message, hint, path, at: 'value' };
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
  if (value === null) return 'write a value, or remove the key';
  if ([type].flat().includes('number') && typeof value === 'string' && Number(value) === +value) {
    return value.trim() === '' || Number.isNaN(Number(value)) ? undefined : 'remove the quotes';
  }
  return undefined;
}

/** Where a map is a definition of its own, the text that stands there is mostly its main key. */
function hintForMap(type: unknown, value: JsonValue | undefined, path: YamlPath) {
  if (type !== 'object' || typeof value !== 'string' || value.length > 60) return undefined;
  switch (path.at(-2)) {
    case 'inputs':
      return `write {type: ${shownValue(typeHabits.get(value) ?? value)}}`;
    case 'providers':
      return `write {type: ${shownValue(value)}, …}`;
    case 'models':
      return `write {provider: …, name: ${shownValue(value)}}`;
    case 'checks':
      return `write \`${shownValue(value)}: …\``;
    case 'messages':
      return 'write `role:` and `content:`';
    default:
      return undefined;
  }
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
      const habit = typeof value === 'string' ? typeHabits.get(value.toLowerCase()) : undefined;
      const meant = habit && allowed.includes(habit) ? habit : near;
      const hint = meant ? `did you mean \`${meant}\`?` : 'write one of these words';
      return { ...fault, message, hint };
    }
    case 'const':
      if (path.at(-1) === 'expected' && typeof value === 'string') {
        const message = `${name}: expected a list of fields or \`true\`, got ${got}`;
        return { ...fault, code: 'wrong-type', message, hint: `write a list: [${value}]` };
      }
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
      return repeatedItem(name, path, value);
    case 'pattern': {
      return wrongPattern(kind, yaml, path, value);
    }
    default:
      return { ...fault, message: `${name}: ${got} is not allowed here (${keyword})` };
  }
}

function repeatedItem(name: string, path: YamlPath, value: JsonValue | undefined): Fault {
  const items = Array.isArray(value) ? value : [];
  const index = items.findIndex((item, at) => items.indexOf(item) < at);
  const message = `${name}: ${describeValue(items[index])} stands twice`;
  const at = index === -1 ? path : [...path, index];
  return { code: 'wrong-value', message, hint: 'remove one of them', path: at, at: 'value' };
}

/** Text of another form than the key takes, with an example and, for an id, what was meant. */
function wrongPattern(
  kind: SchemaKind,
  yaml: YamlFile,
  path: YamlPath,
  value: JsonValue | undefined,
): Fault {
  const [key, list] = [String(path.at(-1)), String(path.at(-2))];
  const example = [path, path.slice(0, -1)]
    .flatMap((place) => schemaAt(kind, place, yaml.value)?.examples?.[0])
    .find((item) => typeof item === 'string' || typeof item === 'number');
  const such = example === undefined ? '' : ` such as ${shownValue(example)}`;
  const what =
    typeof example === 'number' || /_usd$|^(?:min|max)$/.test(key) ? 'an amount' : 'text';
  const message = `${nameOf(path)}: expected ${what}${such}, got ${describeValue(value)}`;
  const text = String(value);
  const hint =
    key === 'version'
      ? `a version has three numbers: "${/^\d+\.\d+$/.test(text) ? `${text}.0` : '1.0.0'}"`
      : what === 'an amount'
        ? 'write dollars as a plain number, without sign and unit'
        : key === 'dataset' || list === 'targets'
          ? hintForId(text)
          : undefined;
  return { code: 'wrong-value', message, hint, path, at: 'value' };
}

function hintForId(written: string): string {
  const plain = written.toLowerCase().replace(/\.(?:ya?ml|csv|jsonl?)$/, '');
  return /^[a-z0-9][a-z0-9_/+-]*$/.test(plain) && plain !== written
    ? `did you mean \`${plain}\`? An id is a path without folder and extension`
    : 'an id has small letters, digits, _, - and /, and at most one +variant';
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

function valueIn(root: JsonValue | undefined, path: YamlPath): JsonValue | undefined {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (!Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, JsonValue>)[step];
  }
  return value;
}
