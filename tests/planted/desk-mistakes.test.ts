import { describe, expect, test } from 'vitest';
import { openLibrary } from '../../engine/src/library/open-library.ts';
import { memoryTree } from '../../engine/src/library/testing/memory-tree.ts';
import { type DeskMistake, deskMistakes } from './desk-mistakes.ts';
import { deskProject } from './desk-project.ts';

describe('a desk project with one planted mistake', () => {
  test('is sound without it', async () => {
    const library = await openLibrary(memoryTree(deskProject));
    expect(library.problems).toEqual([]);
  });

  test.each(deskMistakes)('$mistake: $code at its place, with a hint', async (planted) => {
    const { files, place } = plant(planted);
    const { problems } = await openLibrary(memoryTree(files));
    expect(problems.map(placeOf), JSON.stringify(problems, undefined, 1)).toEqual([place]);
    expect(problems[0]?.hint).toContain(planted.hint ?? '');
  });

  test.each([
    ['CRLF', 4, (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', 11, (text: string) => `\uFEFF${text}`],
    ['no line break at the end', 11, (text: string) => text.replace(/\n$/, '')],
  ])(
    'names the same places in files with %s',
    async (_what, every, rewrite) => {
      for (const planted of deskMistakes.filter((_mistake, index) => index % every === 0)) {
        const { files, place } = plant(planted);
        const rewritten = Object.entries(files).map(([file, text]) => [file, rewrite(text)]);
        const { problems } = await openLibrary(memoryTree(Object.fromEntries(rewritten)));
        expect(problems.map(placeOf), planted.mistake).toEqual([place]);
      }
    },
    30_000,
  );
});

function plant({ file, from, to, code, severity }: DeskMistake) {
  const sound = deskProject[file] ?? '';
  if (!sound.includes(from)) throw new Error(`${file} has no ${from}`);
  const marked = sound.replace(from, () => to);
  const before = marked.slice(0, marked.indexOf('«')).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return {
    files: { ...deskProject, [file]: marked.replace('«', '') },
    place: `${file}:${before.length}:${column} ${severity ?? 'error'} ${code}`,
  };
}

function placeOf(problem: {
  file: string;
  line: number;
  column: number;
  severity: string;
  code: string;
}) {
  return `${problem.file}:${problem.line}:${problem.column} ${problem.severity} ${problem.code}`;
}
