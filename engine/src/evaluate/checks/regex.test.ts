// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of documents, not of TypeScript
import { describe, expect, it } from 'vitest';
import { checkOf } from '../testing/library-in-memory.ts';
import { resultOf, subjectOf } from '../testing/subject-in-memory.ts';
import { quotePattern } from './regex.ts';

describe('check regex', () => {
  it('matches anywhere, with RE2 flags', async () => {
    const check = checkOf('regex', '(?i)\\b(tomorrow|by monday)\\b');
    expect((await resultOf(check, subjectOf('We ship By Monday.'))).outcome).toBe('passed');
    expect((await resultOf(check, subjectOf('We ship byMonday.'))).outcome).toBe('failed');
  });

  it('takes inserted values literally', async () => {
    const check = checkOf('regex', '^Dear ${{ case.inputs.brand }}$');
    expect((await resultOf(check, subjectOf('Dear Acme (Ltd.)'))).outcome).toBe('passed');
    expect((await resultOf(check, subjectOf('Dear Acme Ltdx'))).outcome).toBe('failed');
  });

  it('cannot be judged with a pattern that is none, also under `not`', async () => {
    const check = { ...checkOf('regex', '('), isNegated: true };
    expect((await resultOf(check, subjectOf('('))).outcome).toBe('error');
  });

  it('takes linear time on a pattern that makes others backtrack for ever', async () => {
    const check = checkOf('regex', '^(a+)+$');
    expect((await resultOf(check, subjectOf(`${'a'.repeat(50_000)}!`))).outcome).toBe('failed');
  });

  it('cannot be judged on a text too long for the pattern', async () => {
    const check = checkOf('regex', 'Acme');
    expect((await resultOf(check, subjectOf('a'.repeat(1_000_001)))).outcome).toBe('error');
  });
});

describe('quotePattern', () => {
  it('makes a pattern that matches exactly the text', async () => {
    for (const text of ['a.b*c', '[x]{2}^$|\\d+?', '(?i)A-B', 'naïve “ß” 🙂']) {
      const check = checkOf('regex', `^${quotePattern(text)}$`);
      expect((await resultOf(check, subjectOf(text))).outcome, text).toBe('passed');
      expect((await resultOf(check, subjectOf(`${text}x`))).outcome, text).toBe('failed');
    }
  });
});
