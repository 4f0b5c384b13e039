import { expect, it } from 'vitest';
import { formatMarker, readMarker, withoutMarker } from './marker.ts';

it('says what it was told, on one line', () => {
  const fields = { instance: 'default', project: 'teams/support', pr: '128', rev: '7' };
  const marker = formatMarker(fields);
  expect(marker).toBe('<!-- galley:v1 instance=default project=teams%2Fsupport pr=128 rev=7 -->');
  expect(readMarker(`${marker}\n### Galley`)).toEqual(fields);
});

it.each(['--> <b>', 'a b=c', 'x\ny', '---', '\ud800', 'é--é', ''])(
  'lets the value %j neither end it nor add to it',
  (value) => {
    const marker = formatMarker({ instance: value, pr: '1' });
    expect(marker.slice(4, -3)).not.toMatch(/--|[<>\n]/);
    expect(readMarker(marker)).toEqual({ instance: value.toWellFormed(), pr: '1' });
  },
);

it.each([
  'hello',
  ' <!-- galley:v1 pr=1 -->',
  'text <!-- galley:v1 pr=1 -->',
  '\n<!-- galley:v1 pr=1 -->',
  '<!-- galley:v1 -->',
  '<!-- galley:v2 pr=1 -->',
  '<!-- galley:v1 pr=1 pr=2 -->',
  '<!-- galley:v1 pr=%E0%A4%A -->',
  '<!-- galley:v1 pr=1 --> text',
  `<!-- galley:v1 pr=${'1'.repeat(2_000)} -->`,
  undefined,
])('finds none in %j', (body) => {
  expect(readMarker(body)).toBeUndefined();
});

it('survives line ends of Windows and a name such as __proto__', () => {
  expect(readMarker('<!-- galley:v1 pr=1 -->\r\ntext')).toEqual({ pr: '1' });
  expect(withoutMarker('<!-- galley:v1 pr=1 -->\r\n### Galley\r\n\r\nfine\r\n')).toBe(
    '### Galley\n\nfine',
  );
});

it('leaves a text without marker whole', () => {
  expect(withoutMarker('a --> b\n')).toBe('a --> b');
});
