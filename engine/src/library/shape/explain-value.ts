import { findLaterValue, type SchemaError, type SchemaKind, schemaAt } from '@galley/schema';
import type { ProblemCode } from '../../errors/problem-codes.ts';
import { nearestName } from '../../matching/nearest.ts';
import type { JsonValue } from '../nodes.ts';
import type { YamlFile, YamlPath } from '../yaml/yaml-file.ts';
import { describeValue, listNames } from './describe-value.ts';
import { nameOf, type ShapeFault } from './shape-fault.ts';
import { shownValue } from './shown-example.ts';
import { typeHabits } from './type-habits.ts';

/** An empty list where something must stand. */
export function tooFewItems(path: YamlPath): ShapeFault {
  const key = path.at(-1);
  const code =
    key === 'cases' ? 'cases-missing' : key === 'checks' ? 'checks-missing' : 'wrong-value';
  return { code, message: `${nameOf(path)} is empty; expected at least one`, path, at: 'value' };
}

/** A value of the right type outside what its key takes. */
export function wrongValue(
  kind: SchemaKind,
  yaml: YamlFile,
  { path, keyword, params }: SchemaError,
  value: JsonValue | undefined,
): ShapeFault {
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

function repeatedItem(name: string, path: YamlPath, value: JsonValue | undefined): ShapeFault {
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
): ShapeFault {
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
