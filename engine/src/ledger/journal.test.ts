import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Clock } from '../ports/clock.ts';
import { openJournal } from './journal.ts';

const planHash = 'a'.repeat(64);

function clockAt(nowMs: number): Clock {
  return { now: () => nowMs, elapsedMs: () => 0, sleep: () => Promise.resolve() };
}

const newFolder = () => mkdtemp(join(tmpdir(), 'galley-runs-'));

function openAt(folder: string, options: { plan?: string; fresh?: boolean; dice?: number } = {}) {
  return openJournal({
    folder,
    planHash: options.plan ?? planHash,
    clock: clockAt(Date.UTC(2026, 10, 21, 12)),
    random: { next: () => options.dice ?? 0.5 },
    ...(options.fresh && { fresh: true }),
  });
}

async function onlyFile(folder: string): Promise<string> {
  const [name = ''] = await readdir(folder);
  return join(folder, name);
}

it('has an entry on disk before append resolves', async () => {
  const folder = await newFolder();
  const journal = await openAt(folder);
  await journal.append('refund/late-parcel/0', { text: 'We refund it.' });
  const [, entry = ''] = (await readFile(await onlyFile(folder), 'utf8')).trimEnd().split('\n');
  expect(JSON.parse(entry)).toEqual({
    key: 'refund/late-parcel/0',
    entry: { text: 'We refund it.' },
  });
  await journal.close();
});

it('resumes an unfinished run with an equal plan and keeps its id', async () => {
  const folder = await newFolder();
  const journal = await openAt(folder);
  await Promise.all([journal.append('one', 1), journal.append('two', 2)]);
  await journal.close();
  const resumed = await openAt(folder, { dice: 0.9 });
  expect(resumed.id).toBe(journal.id);
  expect([...resumed.finished]).toEqual([
    ['one', 1],
    ['two', 2],
  ]);
  await resumed.append('three', 3);
  await resumed.close();
  const again = await openAt(folder);
  expect(again.finished.size).toBe(3);
  await again.close();
});

it('starts afresh after a finished run, for another plan, and when asked to', async () => {
  const folder = await newFolder();
  const finished = await openAt(folder, { dice: 0.1 });
  await finished.append('one', 1);
  await finished.finish();
  const unfinished = await openAt(folder, { dice: 0.2 });
  expect(unfinished.finished.size).toBe(0);
  await unfinished.append('one', 1);
  await unfinished.close();
  const other = await openAt(folder, { plan: 'b'.repeat(64), dice: 0.3 });
  const fresh = await openAt(folder, { fresh: true, dice: 0.4 });
  expect([other.finished.size, fresh.finished.size]).toEqual([0, 0]);
  await other.close();
  await fresh.close();
});

it('skips a torn last line and goes on after it', async () => {
  const folder = await newFolder();
  const journal = await openAt(folder);
  await journal.append('one', 1);
  await journal.close();
  await appendFile(await onlyFile(folder), '{"key":"two","entry":{"te');
  const resumed = await openAt(folder);
  expect([...resumed.finished.keys()]).toEqual(['one']);
  await resumed.append('two', 2);
  await resumed.close();
  const again = await openAt(folder);
  expect([...again.finished.keys()]).toEqual(['one', 'two']);
  await again.close();
});

it('starts afresh beside files that are no journals', async () => {
  const folder = await newFolder();
  await appendFile(join(folder, '20261121T110000-aaaaaa.jsonl'), 'nonsense\n{"v":1}\n');
  await appendFile(join(folder, 'notes.txt'), 'hello');
  const journal = await openAt(folder);
  expect(journal.finished.size).toBe(0);
  await journal.close();
});

it('keeps the newest 50 journals', async () => {
  const folder = await newFolder();
  const names = Array.from({ length: 60 }, (_, day) => `20250101T0000${day + 10}-aaaaaa.jsonl`);
  for (const name of names) await appendFile(join(folder, name), '{}\n');
  const journal = await openAt(folder);
  await journal.close();
  const kept = await readdir(folder);
  expect(kept).toHaveLength(50);
  expect(kept).toContain(`${journal.id}.jsonl`);
  expect(kept).toContain(names.at(-1));
  expect(kept).not.toContain(names[0]);
});

it('keeps __proto__ and constructor as plain keys', async () => {
  const folder = await newFolder();
  const journal = await openAt(folder);
  await journal.append('__proto__', { polluted: true });
  await journal.append('constructor', 1);
  await journal.close();
  const resumed = await openAt(folder);
  expect([...resumed.finished.keys()]).toEqual(['__proto__', 'constructor']);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  await resumed.close();
});

it('survives kill -9: every append that resolved is found again', async () => {
  const folder = await newFolder();
  const module = new URL('./journal.ts', import.meta.url).href;
  const program = `
    const { openJournal } = await import(${JSON.stringify(module)});
    const clock = { now: () => 1763726400000, elapsedMs: () => 0, sleep: async () => {} };
    const journal = await openJournal({
      folder: ${JSON.stringify(folder)}, planHash: '${planHash}', clock, random: { next: () => 0.5 },
    });
    for (let index = 0; ; index++) {
      await journal.append('case ' + index, { index });
      process.stdout.write(index + '\\n');
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program]);
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += chunk;
    if (printed.length > 2_000) break;
  }
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  const shown = printed.slice(0, printed.lastIndexOf('\n')).split('\n');
  const resumed = await openAt(folder);
  expect(shown.length).toBeGreaterThan(100);
  expect(shown.filter((index) => !resumed.finished.has(`case ${index}`))).toEqual([]);
  await resumed.close();
});
