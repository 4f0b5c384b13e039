import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { PageHead } from './page-data.ts';
import { pageEnd, pageStart } from './page-frame.ts';

const head: PageHead = {
  title: '</script><!-- & <script>\u202e\u001b[31m',
  status: 'good',
  facts: [],
  notes: [],
  tables: [],
  chart: [],
  rowsTitle: 'Cases',
  columns: [],
};
const page = `${pageStart('Galley evaluation')}${pageEnd(head)}`;

it('allows its own style and script by their hashes, and nothing else', () => {
  const hash = (pattern: RegExp) => {
    const text = pattern.exec(page)?.[1] ?? '';
    return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  };
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    `style-src ${hash(/<style>(.*?)<\/style>/s)}`,
    `script-src ${hash(/<script>(.*?)<\/script>/s)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ]);
});

it('holds data that cannot leave its element', () => {
  const json = /id="report">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
  expect(json).not.toMatch(/[<>&]/);
  expect(JSON.parse(json).head.title).toBe('</script><!-- & <script>[31m');
});

it('names nothing to load', () => {
  expect(page).not.toMatch(/\b(?:src|href|srcset|action)\s*=|url\(|@import|fetch\(|XMLHttpRequest/);
});
