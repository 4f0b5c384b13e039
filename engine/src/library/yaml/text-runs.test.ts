import { describe, expect, test } from 'vitest';
import { foldedRuns, inlineRuns, locateInRuns } from './text-runs.ts';

const at = { line: 3, column: 10 };

/** Where each `x` of the text stands, as `line:column`. */
function placesOf(text: string, raw: string): string[] {
  const runs = inlineRuns(text, raw, at) ?? [];
  return [...text.matchAll(/x/g)].map(({ index }) => {
    const place = locateInRuns(runs, index);
    return `${place?.line}:${place?.column}`;
  });
}

describe('pieces of a text', () => {
  test.each([
    ['an escape', 'a\nx', String.raw`"a\nx"`, ['3:14']],
    ['a code point', 'éx', String.raw`"\u00e9x"`, ['3:17']],
    ['an astral code point', '🎉x', String.raw`"\U0001F389x"`, ['3:21']],
    ['a doubled quote', "It's x", "'It''s x'", ['3:17']],
    ['lines of plain text', 'one x two x', 'one x\n    two x', ['3:14', '4:9']],
    ['an empty line', 'x\nx', '"x  \n\n  x"', ['3:11', '5:3']],
    ['CRLF', 'x x', '"x\r\n  x"', ['3:11', '4:3']],
    ['a joined line', 'oxx', '"ox\\\n    x"', ['3:12', '4:5']],
  ])('are found behind %s', (_what, text, raw, expected) => {
    expect(placesOf(text, raw)).toEqual(expected);
  });

  test('are not known when they do not make up the text', () => {
    expect(inlineRuns('abc', '"abd"', at)).toBeUndefined();
  });

  test('of a folded block are its lines', () => {
    const lines = ['a: >', '  one', '  two', '', '   x', ''];
    const runs = foldedRuns(
      'one two\n\n x\n',
      { line: 1, column: 4 },
      (line) => lines[line - 1] ?? '',
    );
    expect(runs).toEqual([
      { offset: 0, line: 2, column: 3 },
      { offset: 4, line: 3, column: 3 },
      { offset: 10, line: 5, column: 4 },
    ]);
  });
});
