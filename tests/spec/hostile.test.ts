import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { HostileCase, HostileResult } from './hostile/hostile-case.ts';

const folder = new URL('./hostile/', import.meta.url);
const tables = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .sort();
const mostMs = 2_000;
const leaks = /native code|\[object |=>|at .*:\d+:\d+\)|node:|Symbol\(|not shown/;

/** The whole corpus in one process that may use 128 MB and may not make code from text. */
const child = spawnSync(
  process.execPath,
  [
    '--max-old-space-size=128',
    '--disallow-code-generation-from-strings',
    fileURLToPath(new URL('run-corpus.ts', folder)),
  ],
  { encoding: 'utf8', env: {}, maxBuffer: 1e9, timeout: 300_000 },
);
const results = new Map(
  child.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as HostileResult)
    .map((result) => [`${result.file} ${result.name}`, result]),
);

describe('attempts against the renderer', () => {
  it('all end in one process with 128 MB of memory', () => {
    expect(child.signal).toBe(null);
    expect(child.stderr).toBe('');
    expect(child.status).toBe(0);
  });
});

describe.each(tables)('%s', (file) => {
  const cases = parse(readFileSync(new URL(file, folder), 'utf8')) as HostileCase[];
  it.each(cases)('$name', ({ name, text, chars, error, budget }) => {
    const result = results.get(`${file} ${name}`);
    expect(result).toMatchObject({
      ...(text !== undefined && { text }),
      ...(error !== undefined && { error }),
      ...(budget !== undefined && { budget }),
    });
    if (chars !== undefined) expect(result?.text).toHaveLength(chars);
    expect(text ?? chars ?? error).toBeDefined();
    expect(result?.ms).toBeLessThan(mostMs);
    expect(`${result?.text ?? ''}${result?.message ?? ''}`).not.toMatch(leaks);
  });
});
