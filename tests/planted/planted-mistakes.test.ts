import { describe, expect, test } from 'vitest';
import { openLibrary } from '../../engine/src/library/open-library.ts';
import { memoryTree } from '../../engine/src/library/testing/memory-tree.ts';
import { plantedMistakes } from './planted-mistakes.ts';
import { soundProject } from './sound-project.ts';

describe('a project with one planted mistake', () => {
  test('is sound without it', async () => {
    const library = await openLibrary(memoryTree(soundProject));
    expect(library.problems).toEqual([]);
    expect([...library.prompts.values()].every((node) => library.isSound(node))).toBe(true);
  });

  test.each(plantedMistakes)('$mistake: $code at its place', async (planted) => {
    const { code, severity = 'error', hint } = planted;
    const { files, file, line, column } = withoutMarker({ ...soundProject, ...planted.files });
    const { problems } = await openLibrary(memoryTree(files));
    expect(problems.map(place), JSON.stringify(problems, undefined, 1)).toEqual([
      `${file}:${line}:${column} ${severity} ${code}`,
    ]);
    if (hint !== undefined) expect(problems[0]?.hint ?? problems[0]?.message).toContain(hint);
  });
});

function place(problem: {
  file: string;
  line: number;
  column: number;
  severity: string;
  code: string;
}) {
  return `${problem.file}:${problem.line}:${problem.column} ${problem.severity} ${problem.code}`;
}

function withoutMarker(marked: Readonly<Record<string, string>>) {
  const [file, text] = Object.entries(marked).find(([, content]) => content.includes('«')) ?? [
    '',
    '',
  ];
  const before = text.slice(0, text.indexOf('«')).split('\n');
  return {
    files: { ...marked, [file]: text.replace('«', '') },
    file,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
  };
}
