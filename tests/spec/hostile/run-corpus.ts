/**
 * Renders every case of the tables beside this file and prints one JSON line for each: what it gave
 * and how long it took. Meant for a child process with little memory; see `hostile.test.ts`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createRenderer } from '../../../engine/src/render/index.ts';
import { type HostileCase, type HostileResult, textOf } from './hostile-case.ts';

const folder = new URL('./', import.meta.url);
const only = process.argv[2];
for (const file of readdirSync(folder).sort()) {
  if (!file.endsWith('.yaml') || (only !== undefined && file !== only)) continue;
  const cases = parse(readFileSync(new URL(file, folder), 'utf8')) as HostileCase[];
  for (const one of cases) console.log(JSON.stringify(attempt(file, one)));
}

function attempt(file: string, one: HostileCase): HostileResult {
  const templates = Object.fromEntries(
    Object.entries(one.templates ?? {}).map(([name, text]) => [name, textOf(text)]),
  );
  const data = { secret: 'not shown', order: { id: 7, note: 'x' }, words: ['b', 'a'], ...one.data };
  const dialect = one.dialect ?? 'jinja2';
  const source = textOf(one.template);
  const start = process.cpuUsage();
  const outcome = outcomeOf(() => createRenderer().render(source, data, { templates, dialect }));
  const { user, system } = process.cpuUsage(start);
  return { file, name: one.name, ms: (user + system) / 1_000, ...outcome };
}

function outcomeOf(render: () => string): Omit<HostileResult, 'file' | 'name' | 'ms'> {
  try {
    return { text: render() };
  } catch (error) {
    const {
      code = 'bug',
      data,
      message,
    } = error as Error & {
      code?: string;
      data?: { budget?: string };
    };
    return { error: code, message, ...(data?.budget !== undefined && { budget: data.budget }) };
  }
}
