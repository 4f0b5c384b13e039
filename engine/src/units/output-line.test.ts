import { describe, expect, it } from 'vitest';
import { outputLine, quotedLines } from './output-line.ts';

describe('outputLine', () => {
  it('makes one line of many', () => {
    expect(outputLine('one\ntwo\tthree')).toBe('one two three');
  });

  it('takes the force from what a runner would read as a command', () => {
    expect(outputLine('::error::gone')).toBe('./::error::gone');
    expect(outputLine('  ::set-env::gone')).toBe('./::set-env::gone');
    expect(outputLine('see ##[warning]gone')).toBe('see ## [warning]gone');
    expect(outputLine('a::b')).toBe('a::b');
  });
});

describe('quotedLines', () => {
  it('puts a margin before every line, which white space alone would not be', () => {
    expect(quotedLines('::error::one\n  ::error::two\n##[error]three')).toEqual([
      '  | ::error::one',
      '  |   ::error::two',
      '  | ## [error]three',
    ]);
  });
});
