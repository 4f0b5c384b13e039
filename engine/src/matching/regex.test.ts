import { describe, expect, it } from 'vitest';
import { compileRegex } from './regex.ts';

const test = (pattern: string, text: string) => compileRegex(pattern).regex?.test(text);

describe('compileRegex', () => {
  it('searches anywhere in a text of several lines', () => {
    expect(test('by Monday', 'You get it\nby Monday.')).toBe(true);
    expect(test('\\b(tomorrow|by Monday)\\b', 'soon')).toBe(false);
  });

  it('takes ^ and $ for the ends of the text unless (?m) says lines', () => {
    expect(test('^Dear', 'Hello\nDear Ms Li')).toBe(false);
    expect(test('(?m)^Dear', 'Hello\nDear Ms Li')).toBe(true);
  });

  it('stops the point at a newline unless (?s) says otherwise', () => {
    expect([test('a.b', 'a\nb'), test('(?s)a.b', 'a\nb')]).toEqual([false, true]);
  });

  it('ignores case only under (?i)', () => {
    expect([test('acme', 'ACME'), test('(?i)acme', 'ACME')]).toEqual([false, true]);
  });

  it.each([
    ['(refund)\\1', 8, 'backreferences'],
    ['a\\\\1\\1', 4, 'backreferences'],
    ['ok(?=!)', 2, 'look-ahead'],
    ['(?!never)', 0, 'not: true'],
    ['x(?<!a)b', 1, 'look-behind'],
    ['(?>a)', 0, 'atomic'],
    ['\\u20ac', 0, '\\x{20AC}'],
    ['a{1001}', 1, '1,000'],
  ])('refuses %s at %i with a hint on %s', (pattern, offset, hint) => {
    const { fault } = compileRegex(pattern);
    expect(fault?.offset).toBe(offset);
    expect(fault?.hint).toContain(hint);
  });

  it.each(['(open', 'close)', '[a-', '*', 'back\\', '\\p{Klingon}', '[z-a]'])(
    'refuses %s',
    (pattern) => {
      expect(compileRegex(pattern).fault?.message).toContain('not a valid RE2 pattern');
    },
  );

  it.each([
    ['a'.repeat(2_001), 'at most 2000 characters'],
    [`(?:${'ab'.repeat(500)}){1000}`, 'too large'],
    ['a{900}'.repeat(6), 'too large'],
    ['((a{10}){10}){10}'.repeat(6), 'at most 5000'],
    [`${'('.repeat(1_000)}${')'.repeat(1_000)}`, 'too deeply'],
  ])('refuses patterns that are too large (case %#)', (pattern, message) => {
    expect(compileRegex(pattern).fault?.message).toContain(message);
  });

  it('takes time linear in the text for patterns that make others hang', () => {
    const text = 'a'.repeat(20_000);
    expect(test('(a+)+$', `${text}!`)).toBe(false);
    expect(test('(x+x+)+y', 'x'.repeat(20_000))).toBe(false);
    expect(test('(?:a|aa)*b', text)).toBe(false);
  });

  it('refuses a text that is too long for the pattern', () => {
    const regex = compileRegex('a{900}b').regex;
    expect(regex?.longestText).toBeLessThan(1_000_000);
    const text = 'a'.repeat(Number(regex?.longestText) + 1);
    expect(() => regex?.test(text)).toThrowError(
      expect.objectContaining({ code: 'input-invalid' }),
    );
  });
});
