import { expect, it } from 'vitest';
import { checkText, checkTitle } from './output-text.ts';

const row = '| größer | 漢字 | 🖋️ |';
const section = {
  summary: 'Changed answers',
  intro: '',
  items: Array.from({ length: 10_000 }, () => row),
  separator: '\n',
  noun: 'answers',
} as const;

it('cuts between items, by bytes too, and says how many are missing', () => {
  const text = checkText('### Galley', [undefined, section]);
  const bytes = new TextEncoder().encode(text).length;
  expect(bytes).toBeLessThanOrEqual(65_535);
  expect(bytes).toBeGreaterThan(65_000);
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  expect(new Set(rows)).toEqual(new Set([row]));
  expect(text).toMatch(/_[\d,]+ more answers left out for length\._\n\n<\/details>$/);
});

it('a title is one plain line', () => {
  expect(checkTitle('1 error\n\u202ein `x`')).toBe('1 error in `x`');
  expect(checkTitle('x'.repeat(500))).toHaveLength(120);
});
