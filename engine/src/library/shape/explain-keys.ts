import {
  findKeyHint,
  findLaterKey,
  type SchemaError,
  type SchemaKind,
  schemaAt,
} from '@galley/schema';
import { nearestName } from '../../matching/nearest.ts';
import type { YamlFile, YamlPath } from '../yaml/yaml-file.ts';
import { listNames, quoted } from './describe-value.ts';
import { exampleHint, nameOf, type ShapeFault, valueIn } from './shape-fault.ts';

/** The schema's errors about keys: too many, too few, in the wrong company, or of a wrong form. */
export function explainKeys(
  yaml: YamlFile,
  kind: SchemaKind,
  { path, keyword, params, meant }: SchemaError & { readonly meant?: string },
): ShapeFault | undefined {
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(yaml, kind, path, String(params.additionalProperty), meant);
    case 'required':
      return missingKey(yaml, kind, path, String(params.missingProperty));
    case 'dependentRequired':
      return dependentKey(path, String(params.property), String(params.missingProperty));
    case 'dependentSchemas':
      return ownerlessKey(path, String(params.property), params.owners as string[]);
    case 'oneOf':
    case 'anyOf':
    case 'not':
      return alternatives(yaml, kind, path, params);
    case 'propertyNames':
      return invalidName(path, params);
    default:
      return undefined;
  }
}

function unknownKey(
  yaml: YamlFile,
  kind: SchemaKind,
  path: YamlPath,
  key: string,
  meant: string | undefined,
): ShapeFault {
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

function missingKey(yaml: YamlFile, kind: SchemaKind, path: YamlPath, key: string): ShapeFault {
  const hint = exampleHint(kind, yaml, [...path, key]);
  return {
    code: 'missing-key',
    message: `${nameOf(path)} has no \`${key}\``,
    hint,
    path,
    at: 'key',
  };
}

function dependentKey(path: YamlPath, key: string, missing: string): ShapeFault {
  const full = [...path, key];
  const message = `\`${key}\` needs \`${missing}\` beside it`;
  const isInList = /^\d+$/.test(String(path.at(-1)));
  const hint = `write \`${missing}:\` ${isInList ? 'in the same list item' : `beside \`${key}\``}`;
  return { code: 'missing-key', message, hint, path: full, at: 'key' };
}

/** A key that has a meaning only beside one of several others. */
function ownerlessKey(path: YamlPath, key: string, owners: readonly string[]): ShapeFault {
  const message = `\`${key}\` needs one of ${listNames(owners)} beside it`;
  const hint = `\`${key}\` belongs to such a check; remove it here`;
  return { code: 'missing-key', message, hint, path: [...path, key], at: 'key' };
}

function alternatives(
  yaml: YamlFile,
  kind: SchemaKind,
  path: YamlPath,
  params: SchemaError['params'],
): ShapeFault {
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

function invalidName(path: YamlPath, params: SchemaError['params']): ShapeFault {
  const name = String(params.propertyName);
  const isInput = String(params.pattern).startsWith('^[A-Za-z_]');
  const message = `${quoted(name)} is no valid name in ${nameOf(path)}`;
  const hint = isInput
    ? 'names of inputs have letters, digits and _ and start with no digit, as in Jinja2'
    : `use ${/A-Z/.test(String(params.pattern)) ? '' : 'small '}letters, digits, _ and -`;
  return { code: 'wrong-value', message, hint, path: [...path, name], at: 'key' };
}
