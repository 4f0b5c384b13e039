import { describe, expect, it } from 'vitest';
import { plainLine, plainText, quotedLines } from './plain-text.ts';

describe('plainText', () => {
  it('keeps line breaks, tabs and letters of every script', () => {
    expect(plainText('Grüße,\n\t你好 👋')).toBe('Grüße,\n\t你好 👋');
  });

  it('removes what could drive a terminal or turn text around', () => {
    expect(plainText('\u001b[31mred\u001b]0;title\u0007\r\u009b2J\u202eevil')).toBe(
      '[31mred]0;title2Jevil',
    );
  });
});

describe('plainLine', () => {
  it('makes one line of many', () => {
    expect(plainLine('one\ntwo\tthree')).toBe('one two three');
  });

  it('takes the force from what a runner would read as a command', () => {
    expect(plainLine('::error::gone')).toBe('./::error::gone');
    expect(plainLine('  ::set-env::gone')).toBe('./::set-env::gone');
    expect(plainLine('see ##[warning]gone')).toBe('see ## [warning]gone');
    expect(plainLine('a::b')).toBe('a::b');
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
