import { describe, expect, it } from 'vitest';
import { compileGlob, matchesGlob } from './glob-pattern.ts';

const matches = (pattern: string, path: string) =>
  matchesGlob(compileGlob(pattern), path.split('/'));

describe('matchesGlob', () => {
  it.each([
    ['*.yaml', 'refund.yaml'],
    ['*', 'anything'],
    ['re?und.yaml', 'refund.yaml'],
    ['?', '🧾'],
    ['note[0-9].txt', 'note7.txt'],
    ['note[!0-9].txt', 'notes.txt'],
    ['note[^a-c-].txt', 'notes.txt'],
    ['[]-]x', ']x'],
    ['[[:upper:]]*', 'README'],
    ['[\\]]', ']'],
    ['\\*', '*'],
    ['prompts/**/draft', 'prompts/draft'],
    ['prompts/**/draft', 'prompts/a/b/draft'],
    ['**/draft', 'draft'],
    ['**/draft', 'a/b/draft'],
    ['logs/**', 'logs/a/b'],
    ['a/**/b/**/c', 'a/x/b/y/b/c'],
    ['a**b', 'a-b'],
  ])('%j takes %j', (pattern, path) => {
    expect(matches(pattern, path)).toBe(true);
  });

  it.each([
    ['*.yaml', 'refund.yml'],
    ['*.yaml', 'prompts/refund.yaml'],
    ['note[0-9].txt', 'notes.txt'],
    ['[a', '[a'],
    ['[[:upper:]]*', 'readme'],
    ['\\*', 'x'],
    ['logs/**', 'logs'],
    ['a/**/c', 'b/a/c'],
    ['a**b', 'a/b'],
    ['prompts', 'prompt'],
    ['', 'x'],
  ])('%j does not take %j', (pattern, path) => {
    expect(matches(pattern, path)).toBe(false);
  });

  it('answers at once for a pattern made to backtrack', () => {
    const name = 'a'.repeat(255);
    expect(matches(`${'*a'.repeat(100)}*b`, name)).toBe(false);
    expect(matches(`${'**/a/'.repeat(100)}b`, Array(200).fill('a').join('/'))).toBe(false);
  });
});
