import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { providerTypes } from '@galley/engine/models';
import { describe, expect, it } from 'vitest';
import { galley } from '../cli/support/fake-door.ts';
import { repositoryRoot } from '../support/source-files.ts';
import { createTemporaryRepository } from '../support/temporary-repository.ts';

const page = readFileSync(join(repositoryRoot, 'site/docs/providers.md'), 'utf8');
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text ?? '');
const sections = [...page.matchAll(/^## `([a-z-]+)`/gm)].map(([, type]) => type ?? '');

describe('the page about providers', () => {
  it('has a section for every provider that calls anything, and no other', () => {
    const types = Object.keys(providerTypes).filter((type) => type !== 'scripted');
    expect(sections.toSorted()).toEqual(types.toSorted());
  });

  it('has an example in every section', () => {
    const examples = page.split(/^## /m).slice(1);
    for (const text of examples) expect(text.slice(0, 200)).toContain('```yaml');
  });

  it.each(blocks.map((text, index) => [index + 1, text]))(
    'shows project %i, which validates',
    async (_, text) => {
      const repository = createTemporaryRepository();
      try {
        repository.write('galley.yaml', String(text));
        const { exitCode, stderr } = await galley(repository.folder, 'validate');
        expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
      } finally {
        repository.remove();
      }
    },
  );
});
