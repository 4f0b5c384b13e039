import { describe, expect, it } from 'vitest';
import { shortenText, showValue } from './shorten-text.ts';

describe('shortenText', () => {
  it('keeps a short text, on one line and without control characters', () => {
    expect(shortenText(' Dear you,\n\n  no.\u001b[31m ')).toBe('Dear you, no. [31m');
    expect(shortenText('a\u202eb 👩‍👧')).toBe('a b 👩‍👧');
  });

  it('cuts by characters, never within one', () => {
    const text = '🙂'.repeat(300);
    expect(shortenText(text, 200)).toBe(`${'🙂'.repeat(200)}…`);
    expect(shortenText(`x${text}`, 5)).toBe('x🙂🙂🙂🙂…');
    expect(shortenText(text, 5, 'end')).toBe('…🙂🙂🙂🙂🙂');
    expect(shortenText(`${'a'.repeat(50_000)}end`, 3, 'end')).toBe('…end');
  });

  it('makes text whole that ends in half a character', () => {
    expect(shortenText('yes \ud83d')).toBe('yes \ufffd');
  });
});

describe('showValue', () => {
  it('quotes text and writes anything else as JSON', () => {
    expect(showValue('Acme')).toBe('“Acme”');
    expect(showValue({ a: [1, null] })).toBe('{"a":[1,null]}');
    expect(showValue(undefined)).toBe('nothing');
  });
});
