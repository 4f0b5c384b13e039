import { expect, it } from 'vitest';
import { cutMarkdown } from './cut-markdown.ts';

const limits = { characters: 300, bytes: 300 };
const line = 'the quick brown fox';

it('leaves alone what fits', () => {
  expect(cutMarkdown(line, limits)).toBe(line);
});

it.each(['characters', 'bytes'] as const)('keeps whole lines within %s', (unit) => {
  const long = Array(100).fill(unit === 'bytes' ? 'größer und schöner' : line);
  const cut = cutMarkdown(long.join('\n'), limits);
  expect(new TextEncoder().encode(cut).length).toBeLessThanOrEqual(300);
  const [kept = ''] = cut.split('\n\n');
  expect(kept.split('\n').every((one) => one === long[0])).toBe(true);
  expect(kept.split('\n').length).toBeGreaterThan(5);
  expect(cut).toContain('More was found');
});

it('closes a code block and a fold that it cuts', () => {
  const text = ['<details><summary>x</summary>', '', '````diff', ...Array(100).fill(line)];
  const cut = cutMarkdown(text.join('\n'), limits).split('\n');
  expect(cut.slice(-4)).toEqual(['````', '</details>', '', '_More was found than fits here._']);
});

it('leaves out a code block that would be begun and not ended', () => {
  const text = [...Array(8).fill(line), '```', ...Array(100).fill(line)].join('\n');
  expect(cutMarkdown(text, limits)).not.toContain('```');
});
