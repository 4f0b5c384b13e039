import { readJsonlRows } from '../../../tables/read-json-rows.ts';
import { tableProblems } from '../../../tables/table-problems.ts';
import { type Cursor, fixedCursor } from '../cursor.ts';
import {
  dataCursor,
  type ImportContext,
  isCode,
  isMap,
  type NamedFile,
  readNamed,
  withoutScheme,
} from './import-context.ts';
import { readCsvTests } from './read-csv-tests.ts';

/** Every test of `tests`, inline or from files, as maps with `vars`, `assert` and the like. */
export async function readTests(tests: Cursor, context: ImportContext): Promise<Cursor[]> {
  if (tests.value === undefined || tests.value === null) return [];
  if (!Array.isArray(tests.value)) return readEntry(tests, context);
  const found: Cursor[] = [];
  for (const entry of tests.items()) found.push(...(await readEntry(entry, context)));
  return found;
}

async function readEntry(entry: Cursor, context: ImportContext): Promise<Cursor[]> {
  const { losses } = context;
  const { value } = entry;
  if (typeof value === 'string') return readNamedTests(entry, value, context);
  if (!isMap(value)) {
    losses.lose(entry, 'test', 'it is no map, and names no file');
    return [];
  }
  const path = entry.get('path').value;
  if (typeof path !== 'string') return [entry];
  if (entry.get('config').value !== undefined) {
    losses.lose(entry.get('config'), '`config` of the tests', 'it is given to a program');
  }
  return readNamedTests(entry, path, context);
}

async function readNamedTests(
  entry: Cursor,
  written: string,
  context: ImportContext,
): Promise<Cursor[]> {
  const { losses, files } = context;
  const path = withoutScheme(written);
  if (isCode(path)) {
    losses.refuse(entry, 'tests', `\`${written}\` is a program, and an import runs none`);
    return [];
  }
  if (/^[a-z]+:\/\//i.test(path)) {
    const hint = 'export them as CSV or JSONL, and name that file';
    losses.lose(
      entry,
      'tests',
      `\`${written}\` is kept by a service, and an import calls none`,
      hint,
    );
    return [];
  }
  const paths = /[*?[]/.test(path) ? await files.find(path) : [path];
  if (paths.length === 0) losses.lose(entry, 'tests', `no file matches \`${path}\``);
  const found: Cursor[] = [];
  for (const one of paths) {
    const file = await readNamed(entry.with(one), 'tests', context);
    if (file) found.push(...(await readFile(entry, file, context)));
  }
  return found;
}

async function readFile(entry: Cursor, file: NamedFile, context: ImportContext): Promise<Cursor[]> {
  if (/\.csv$/i.test(file.path)) return readCsvTests(file, context);
  if (/\.(?:jsonl|ndjson)$/i.test(file.path)) {
    const problems = tableProblems(file.path);
    const rows = readJsonlRows(file.text, problems);
    for (const { message, line, column, hint } of problems.list) {
      context.losses.lose(fixedCursor(file.path, { line, column }, null), 'test', message, hint);
    }
    return rows.map(({ value, at }) => fixedCursor(file.path, at, value));
  }
  if (!/\.(?:ya?ml|json)$/i.test(file.path)) {
    context.losses.lose(entry, 'tests', `\`${file.path}\` is no YAML, JSON, JSONL or CSV`);
    return [];
  }
  const data = dataCursor(file, entry, 'tests', context);
  if (!data) return [];
  if (isMap(data.value)) return [data];
  const tests = data.items();
  for (const test of tests) {
    if (!isMap(test.value)) context.losses.lose(test, 'test', 'it is no map');
  }
  return tests.filter((test) => isMap(test.value));
}
