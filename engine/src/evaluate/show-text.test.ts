import { describe, expect, it } from 'vitest';
import { showText, showValue } from './show-text.ts';

describe('showText', () => {
  it('keeps a short text, on one line and without control characters', () => {
    expect(showText(' Dear you,\n\n  no.\u001b[31m ')).toBe('Dear you, no.[31m');
    expect(showText('a\u202eb 👩‍👧')).toBe('ab 👩‍👧');
  });

  it('cuts by characters, never within one', () => {
    const text = '🙂'.repeat(300);
    expect(showText(text, 200)).toBe(`${'🙂'.repeat(200)}…`);
    expect(showText(`x${text}`, 5)).toBe('x🙂🙂🙂🙂…');
    expect(showText(text, 5, 'end')).toBe('…🙂🙂🙂🙂🙂');
    expect(showText(`${'a'.repeat(50_000)}end`, 3, 'end')).toBe('…end');
  });

  it('makes text whole that ends in half a character', () => {
    expect(showText('yes \ud83d')).toBe('yes \ufffd');
  });
});

describe('showValue', () => {
  it('quotes text and writes anything else as JSON', () => {
    expect(showValue('Acme')).toBe('“Acme”');
    expect(showValue({ a: [1, null] })).toBe('{"a":[1,null]}');
    expect(showValue(undefined)).toBe('nothing');
  });
});
