import type { Git } from '@galley/engine/ports';
import { expect, it } from 'vitest';
import { openChangeSources } from './change-sources.ts';

const commits = { mergeBase: 'base', baseTip: 'base', head: 'head' };

/** The projects of a change whose two sides have these files. */
async function projectsOf(base: readonly string[], head: readonly string[]) {
  const files: Readonly<Record<string, readonly string[]>> = { base, head };
  const listTree = async (commit: string) =>
    (files[commit] ?? []).map((path) => ({ path, kind: 'file' as const, blobId: '' }));
  const sources = await openChangeSources({ listTree } as unknown as Git, commits);
  return sources.map(({ project }) => project);
}

const base = ['galley.yaml', 'prompts/hello.yaml', 'team/galley.yaml'];

it('finds every project that either side has', async () => {
  expect(await projectsOf(base, [...base, 'new/galley.yaml'])).toEqual(['', 'new', 'team']);
  expect(await projectsOf(base, [])).toEqual(['', 'team']);
  const first = ['prompts/hello.yaml', 'prompts/galley.yaml'];
  expect(await projectsOf(['prompts/hello.yaml'], first)).toEqual(['prompts']);
});

it('refuses a galley.yaml that takes files out of the policy of base', async () => {
  await expect(projectsOf(base, [...base, 'prompts/galley.yaml'])).rejects.toMatchObject({
    code: 'project-invalid',
    data: { project: 'prompts', outer: '' },
  });
});

it('refuses more projects than processes can be made for', async () => {
  const many = Array.from({ length: 101 }, (_, at) => `p${at}/galley.yaml`);
  await expect(projectsOf([], many)).rejects.toMatchObject({ code: 'hostile-text-limit' });
});
