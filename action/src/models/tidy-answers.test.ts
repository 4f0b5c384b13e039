import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tidyAnswers } from './tidy-answers.ts';

const answer = (letter: string) => `${letter.repeat(64)}.json`;
let place = '';
let folder = '';

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'galley-tidy-'));
  folder = join(place, 'answers');
});
afterEach(() => rmSync(place, { recursive: true }));

describe('tidyAnswers', () => {
  it('keeps answers and nothing else', () => {
    mkdirSync(join(folder, 'deep'), { recursive: true });
    writeFileSync(join(folder, answer('a')), '{}');
    writeFileSync(join(folder, answer('b')), '{}');
    utimesSync(join(folder, answer('b')), 1_000_000, 1_000_000);
    writeFileSync(join(folder, 'run.sh'), '');
    symlinkSync('/etc/passwd', join(folder, answer('c')));
    expect(tidyAnswers(folder, Date.now())).toEqual({ kept: 1, foreign: 3 });
    expect(readdirSync(folder)).toEqual([answer('a')]);
  });

  it('puts an empty folder in the place of a link, and leaves what it points at', () => {
    const elsewhere = join(place, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'kept.txt'), '');
    symlinkSync(elsewhere, folder);
    expect(tidyAnswers(folder, Date.now())).toEqual({ kept: 0, foreign: 1 });
    expect(readdirSync(folder)).toEqual([]);
    expect(existsSync(join(elsewhere, 'kept.txt'))).toBe(true);
  });
});
