import type { Library, LibraryNode, Sound } from '@galley/engine/library';
import { expect, it } from 'vitest';
import { treatWarningsAsErrors } from './treat-warnings-as-errors.ts';

const node = (kind: 'part' | 'prompt' | 'suite', id: string, reaches: string[] = []) => ({
  kind,
  id,
  file: `${kind}s/${id}.yaml`,
  reaches,
});

function libraryWith(warnedFile: string): Library {
  const part = node('part', 'tone');
  const reply = node('prompt', 'reply', ['part:tone']);
  const other = node('prompt', 'other');
  const suite = node('suite', 'replies', ['prompt:reply']);
  const library = {
    parts: new Map([['tone', part]]),
    prompts: new Map([
      ['reply', reply],
      ['other', other],
    ]),
    datasets: new Map(),
    suites: new Map([['replies', suite]]),
    problems: [
      {
        code: 'input-may-print-none',
        severity: 'warning',
        message: 'x',
        file: warnedFile,
        line: 1,
        column: 1,
      },
    ],
    isSound: <Node extends LibraryNode>(one: Node): one is Sound<Node> => one !== undefined,
  };
  return library as unknown as Library;
}

it('makes what reaches a document with a warning unsound, and the warning an error', () => {
  const strict = treatWarningsAsErrors(libraryWith('parts/tone.yaml'));
  expect(strict.problems[0]?.severity).toBe('error');
  const isSound = (found: LibraryNode | undefined) => found !== undefined && strict.isSound(found);
  expect(isSound(strict.parts.get('tone'))).toBe(false);
  expect(isSound(strict.prompts.get('reply'))).toBe(false);
  expect(isSound(strict.prompts.get('other'))).toBe(true);
});

it('leaves a suite sound whose target is not, because the suite is judged on its sound targets', () => {
  const strict = treatWarningsAsErrors(libraryWith('prompts/reply.yaml'));
  const suite = strict.suites.get('replies');
  expect(suite !== undefined && strict.isSound(suite)).toBe(true);
});
