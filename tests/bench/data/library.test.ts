import { expect, it } from 'vitest';
import { promptId, promptLibrary } from './library.ts';

it('has exactly as many documents as it is asked for, the same ones each time', () => {
  const files = promptLibrary({ documents: 200 });
  expect([...files.keys()].filter((path) => path.endsWith('.yaml'))).toHaveLength(200);
  expect([...files]).toEqual([...promptLibrary({ documents: 200 })]);
  expect(files.has(`prompts/${promptId(188)}.yaml`)).toBe(true);
});

it('differs from document to document', () => {
  const files = promptLibrary({ documents: 200 });
  expect(new Set(files.values()).size).toBe(files.size);
});
