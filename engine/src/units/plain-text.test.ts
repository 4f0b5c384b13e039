import { describe, expect, it } from 'vitest';
import { plainLine, plainText } from './plain-text.ts';

describe('plainText', () => {
  it('keeps line breaks, tabs and letters of every script', () => {
    expect(plainText('Grüße,\n\t你好 👩‍👧')).toBe('Grüße,\n\t你好 👩‍👧');
  });

  it('removes what could drive a terminal or turn text around', () => {
    expect(plainText('\u001b[31mred\u001b]0;title\u0007\r\u009b2J\u202eevil\u200f')).toBe(
      '[31mred]0;title2Jevil',
    );
    expect(plainText('a\u{e0041}b')).toBe('ab');
  });
});

describe('plainLine', () => {
  it('makes one line of many, with single spaces', () => {
    expect(plainLine(' one\n\ntwo\tthree \u0007 four \u0007')).toBe('one two three four');
  });
});
