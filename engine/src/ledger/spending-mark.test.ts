import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSpendingMark } from './spending-mark.ts';

const newPath = () => join(mkdtempSync(join(tmpdir(), 'galley-mark-')), 'run.reserved');

it('is what the process before wrote last, without any farewell of it', () => {
  const path = newPath();
  const mark = openSpendingMark(path);
  expect(mark.earlierNanoUsd).toBe(0);
  mark.raise(2_000_000_000);
  mark.raise(2_000_688_000);
  expect(openSpendingMark(path).earlierNanoUsd).toBe(2_000_688_000);
});

it('leaves no file behind when nothing is open', () => {
  const path = newPath();
  const mark = openSpendingMark(path);
  expect(existsSync(path)).toBe(false);
  mark.raise(688_000);
  mark.remove();
  mark.remove();
  expect(existsSync(path)).toBe(false);
  expect(openSpendingMark(path).earlierNanoUsd).toBe(0);
});

it.each(['', '12\n', '-000000000000001\n', '9999999999999999\n', 'a lot of money'])(
  'is nothing where something else stands: %j',
  (text) => {
    const path = newPath();
    writeFileSync(path, text);
    expect(openSpendingMark(path).earlierNanoUsd).toBe(0);
  },
);
