import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLibrary } from '@galley/engine/library';
import { describe, expect, it } from 'vitest';
import { defaultPermissions } from '../../engine/src/library/permission-policy.ts';
import { memoryTree } from '../../engine/src/library/testing/memory-tree.ts';
import { repositoryRoot } from '../support/source-files.ts';

const page = readFileSync(join(repositoryRoot, 'site/docs/project-policy.md'), 'utf8');
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block);
const envelope = 'apiVersion: galley/v1\nkind: Project\n';
const open = (text: string) => {
  const read = async () => Buffer.from(envelope);
  return openLibrary(memoryTree({ 'galley.yaml': `${envelope}${text}` }), { defaults: { read } });
};

describe('the page about policy', () => {
  it('shows keys that galley.yaml takes', async () => {
    expect(blocks.length).toBe(4);
    for (const block of blocks) expect((await open(block)).problems).toEqual([]);
  });

  it('says what holds where galley.yaml says nothing', async () => {
    const [told, silent] = [await open(blocks[0] ?? ''), await open('')];
    const { comment, history, gate } = silent.project;
    expect(told.project).toMatchObject({ comment, history, gate, permissions: defaultPermissions });
  });

  it('explains every value that is chosen from', () => {
    for (const value of ['none', 'masked', 'full', 'free-checks', 'never']) {
      expect(page).toContain(`| \`${value}\` |`);
    }
  });
});
