import { describe, expect, test } from 'vitest';
import { openLibrary } from '../../engine/src/library/open-library.ts';
import { memoryTree } from '../../engine/src/library/testing/memory-tree.ts';
import { hostileFiles } from './hostile-files.ts';
import { soundProject } from './sound-project.ts';

describe('a hostile file', () => {
  test.each(hostileFiles)('$what gives $code and nothing is thrown', async (hostile) => {
    const library = await openLibrary(
      memoryTree({ ...soundProject, [hostile.path]: hostile.content }),
    );
    const errors = library.problems.filter(({ severity }) => severity === 'error');
    if (hostile.code === undefined) {
      expect(errors).toEqual([]);
      return;
    }
    expect(errors.map(({ code }) => code)).toContain(hostile.code);
    for (const { message, line, column } of errors) {
      expect(message.length).toBeLessThan(500);
      expect(line).toBeGreaterThan(0);
      expect(column).toBeGreaterThan(0);
    }
  });

  test('does not touch the documents beside it', async () => {
    for (const { path, content } of hostileFiles) {
      if (path !== 'prompts/hostile.yaml') continue;
      const library = await openLibrary(memoryTree({ ...soundProject, [path]: content }));
      const refund = library.prompts.get('support/refund');
      expect(refund && library.isSound(refund)).toBe(true);
    }
  });

  test('a chain of 3,000 parts is no danger', async () => {
    const files: Record<string, string> = {
      'prompts/chain.yaml':
        'apiVersion: galley/v1\nkind: Prompt\ncontent: \'{% include "p0" %}\'\n',
    };
    for (let index = 0; index < 3_000; index += 1) {
      const next = index === 2_999 ? 'end' : `{% include "p${index + 1}" %}`;
      files[`parts/p${index}.yaml`] = `apiVersion: galley/v1\nkind: Part\ncontent: '${next}'\n`;
    }
    const library = await openLibrary(memoryTree(files));
    expect(library.problems).toEqual([]);
    expect(library.prompts.get('chain')?.closureHash).toMatch(/^[0-9a-f]{64}$/);
  });
});
