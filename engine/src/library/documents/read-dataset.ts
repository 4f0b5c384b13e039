import type { Position } from '../../errors/problem.ts';
import type { JsonValue } from '../nodes.ts';
import type { YamlPath } from '../yaml/yaml-file.ts';
import type { FileReading } from './file-reading.ts';
import type { ParsedDataset, ParsedSource } from './parsed-file.ts';
import { readCases } from './read-cases.ts';
import { readHead, type WrittenDocument } from './read-head.ts';
import { resolveFile } from './resolve-file.ts';

/** A dataset that fits its schema; the rows of its file are read later. */
export function readDataset(
  reading: FileReading,
  written: WrittenDocument,
  id: string,
): ParsedDataset {
  return {
    ...readHead(reading, written, 'dataset', id),
    source: readSource(reading, written.source),
    cases: readCases(reading, written.cases),
    ...readData(reading, written.data),
  };
}

function readData(
  reading: FileReading,
  value: JsonValue | undefined,
): Pick<ParsedDataset, 'data' | 'dataAt'> {
  if (value === undefined) return {};
  const { class: kind, providers } = value as { class?: string; providers: string[] };
  return {
    data: { ...(kind !== undefined && { class: kind }), providers },
    dataAt: providers.map((_, index) => reading.yaml.valueAt(['data', 'providers', index])),
  };
}

const formats = new Map<string, ParsedSource['format']>([
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
  ['json', 'json'],
  ['csv', 'csv'],
]);

function readSource(reading: FileReading, value: JsonValue | undefined): ParsedSource | undefined {
  if (value === undefined) return undefined;
  const { file, format, columns } = value as Record<string, JsonValue>;
  const name = String(file);
  const known = formats.get(String(format ?? name.split('.').at(-1)).toLowerCase());
  if (!known) {
    const message = `the format of \`${name}\` is not told by its extension`;
    const hint = 'write `format: jsonl`, `json` or `csv`';
    reading.report('wrong-value', message, ['source', 'file'], hint);
  }
  return {
    // What cannot be read is not looked for: one mistake, one problem.
    path: known ? resolveFile(reading, name, ['source', 'file']) : '',
    at: reading.yaml.valueAt(['source', 'file']),
    format: known ?? 'jsonl',
    columns,
    columnsAt: columns === undefined ? new Map() : columnPlaces(reading, columns),
  };
}

function columnPlaces(reading: FileReading, columns: JsonValue): Map<string, Position> {
  const places = new Map<string, Position>();
  const visit = (value: JsonValue, path: YamlPath): void => {
    if (typeof value === 'string') places.set(value, reading.yaml.valueAt(path));
    else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, item] of Object.entries(value)) visit(item, [...path, key]);
    }
  };
  visit(columns, ['source', 'columns']);
  return places;
}
