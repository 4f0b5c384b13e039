import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml';
import {
  findLaterKey,
  findLaterValue,
  type SchemaError,
  type SchemaKind,
  schemaAt,
  validators,
} from './index.ts';

const folder = new URL('../samples/', import.meta.url);
const kinds: Record<string, SchemaKind> = {
  project: 'Project',
  prompt: 'Prompt',
  part: 'Part',
  dataset: 'Dataset',
  suite: 'Suite',
  scripted: 'ScriptedFile',
  'dakora-prompt': 'DakoraPrompt',
  'github-prompt': 'GithubPrompt',
  'dakora-part': 'DakoraPart',
};

describe.each(Object.entries(kinds))('samples of %s', (name, kind) => {
  it.each(samples(`${name}/valid`))('accepts %s', (_, text) => {
    const document = parseDocument(text);
    expect(document.errors).toEqual([]);
    expect(validators[kind](document.toJS())).toEqual([]);
  });

  it.each(samples(`${name}/invalid`))('refuses %s where it says', (_, text) => {
    const [, expected, finder] = /^# expect: (\S+ \d+:\d+)(?: \((library)\))?$/m.exec(text) ?? [];
    expect(expected).toBeDefined();
    const found = problems(kind, text);
    expect(found).toEqual(finder ? [] : [expected]);
  });
});

function samples(path: string): [string, string][] {
  const names = readdirSync(new URL(`${path}/`, folder)).sort();
  return names.map((name) => [name, readFileSync(new URL(`${path}/${name}`, folder), 'utf8')]);
}

/** Every error of a sample as `<problem code> <line>:<column>`. */
function problems(kind: SchemaKind, text: string): string[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const value = document.toJS();
  return validators[kind](value).map((error) => {
    const { line, col } = lines.linePos(offsetOf(document, error));
    return `${codeOf(kind, error, value)} ${line}:${col}`;
  });
}

/** A key at fault is where it stands; an absent key is where its map has its name, or begins. */
function offsetOf(document: Document, { keyword, path, params }: SchemaError): number {
  const key = keyAtFault(keyword, params);
  if (key !== undefined) return keyOffset(document, [...path, key]);
  const isAbsence = ['required', 'oneOf', 'anyOf'].includes(keyword);
  if (!isAbsence) return valueOffset(document.getIn(path, true));
  const isNamed = path.length > 0 && isMap(document.getIn(path.slice(0, -1), true));
  return isNamed ? keyOffset(document, path) : valueOffset(document.getIn(path, true));
}

function keyAtFault(keyword: string, params: SchemaError['params']): string | undefined {
  if (keyword === 'additionalProperties') return params.additionalProperty as string;
  if (keyword === 'propertyNames') return params.propertyName as string;
  if (keyword === 'dependentRequired' || keyword === 'dependentSchemas') {
    return params.property as string;
  }
  return ((params.surplus ?? []) as string[])[0];
}

function keyOffset(document: Document, path: readonly string[]): number {
  const map = document.getIn(path.slice(0, -1), true);
  if (!isMap(map)) throw new Error(`No map above ${path.join('.')}`);
  const pair = map.items.find((item) => String(item.key) === path.at(-1));
  return valueOffset(pair?.key);
}

function valueOffset(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

function codeOf(kind: SchemaKind, error: SchemaError, document: unknown): string {
  const { keyword, path, params } = error;
  const place = schemaAt(kind, path, document);
  const key = path.findLast((segment) => !/^\d+$/.test(segment)) ?? '';
  if (keyword === 'additionalProperties') {
    const isLater = findLaterKey(place?.definition ?? '', String(params.additionalProperty));
    return isLater ? 'not-in-this-version' : 'unknown-key';
  }
  const owner = schemaAt(kind, path.slice(0, path.lastIndexOf(key)), document)?.definition ?? '';
  const value = path.reduce<unknown>((at, segment) => Object(at)[segment], document);
  if (findLaterValue(owner, key, value)) return 'not-in-this-version';
  if (path.length === 1 && (key === 'apiVersion' || key === 'kind')) return 'unknown-kind';
  if (keyword === 'type') return 'wrong-type';
  const missing = params.missingProperty;
  if (missing === 'checks' || (keyword === 'minItems' && key === 'checks')) return 'checks-missing';
  if (keyword === 'minItems' && key === 'cases') return 'cases-missing';
  if (missing !== undefined || keyword === 'dependentSchemas') return 'missing-key';
  if (keyword === 'anyOf') return 'cases-missing';
  if (keyword === 'oneOf' && (params.present as string[]).length === 0) {
    return kind === 'Dataset' ? 'cases-missing' : 'missing-key';
  }
  return 'wrong-value';
}
