import { describe, expect, it } from 'vitest';
import { lineDiff, shortLineDiff, wordDiff } from './line-diff.ts';

describe('lineDiff', () => {
  it('marks removed, added and kept lines in order', () => {
    expect(lineDiff('Dear Ada,\nbye', 'Dear Ada,\nsee you')).toEqual([
      ' Dear Ada,',
      '-bye',
      '+see you',
    ]);
  });

  it('tells a trailing newline from none', () => {
    expect(lineDiff('bye', 'bye\n')).toContain('+');
  });

  it('shows one side after the other beyond its cap', () => {
    const long = Array.from({ length: 3_000 }, (_, index) => `line ${index}`).join('\n');
    const diff = lineDiff(long, `${long}\nend`);
    expect(diff).toHaveLength(6_001);
    expect(diff[0]).toBe('-line 0');
  });

  it('stays fast when nothing is common', () => {
    const one = Array.from({ length: 1_900 }, (_, index) => `a${index}`).join('\n');
    const other = Array.from({ length: 1_900 }, (_, index) => `b${index}`).join('\n');
    expect(lineDiff(one, other)).toHaveLength(3_800);
  });
});

describe('shortLineDiff', () => {
  it('is empty for equal texts', () => {
    expect(shortLineDiff('Dear Ada', 'Dear Ada')).toEqual([]);
  });

  it('keeps two lines around a change and marks what is left out', () => {
    const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].join('\n');
    expect(shortLineDiff(before, before.replace('e', 'E'))).toEqual([
      ' …',
      ' c',
      ' d',
      '-e',
      '+E',
      ' f',
      ' g',
      ' …',
    ]);
  });
});

describe('wordDiff', () => {
  it('keeps what stays and puts what goes before what comes', () => {
    expect(wordDiff('send it to billing', 'send it to logistics')).toEqual([
      [' ', 'send it to '],
      ['-', 'billing'],
      ['+', 'logistics'],
    ]);
  });

  it('gives up on texts that are too long to help', () => {
    expect(wordDiff('a '.repeat(20_000), 'b')).toBeUndefined();
  });
});
