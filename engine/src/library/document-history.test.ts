import { afterEach, expect, it } from 'vitest';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../../../tests/support/temporary-repository.ts';
import { documentHistory } from './document-history.ts';
import { openGit } from './git/open-git.ts';

const repositories: TemporaryRepository[] = [];
afterEach(() => {
  for (const repository of repositories.splice(0)) repository.remove();
});

const file = 'prompts/support/refund.yaml';
const document = (content: string, rest = '') =>
  `apiVersion: galley/v1\nkind: Prompt\n${rest}content: ${content}\n`;

async function historyOf(steps: (repository: TemporaryRepository) => void, limit = 20) {
  const repository = createTemporaryRepository();
  repositories.push(repository);
  steps(repository);
  const git = await openGit(repository.folder, { environment: repository.environment });
  const from = (await git.currentCommit()) ?? '';
  return documentHistory(git, { from, file, limit });
}

it('tells what each version says differently, newest first', async () => {
  const versions = await historyOf((repository) => {
    repository.write(file, document('Hello'));
    repository.commit('first');
    repository.write(file, document('Hello', '# only a comment\n'));
    repository.commit('comment');
    repository.write(file, document('Goodbye', 'version: 1.1.0\n'));
    repository.commit('say goodbye');
  });
  expect(versions.map(({ commit, what }) => `${commit.subject}: ${what}`)).toEqual([
    'say goodbye: edited',
    'comment: edited',
    'first: added',
  ]);
  expect(versions[0]).toMatchObject({
    version: '1.1.0',
    differences: [
      { path: 'version', what: 'added', after: '1.1.0' },
      { path: 'content', what: 'changed', before: 'Hello', after: 'Goodbye' },
    ],
  });
  expect(versions[1]?.differences).toEqual([]);
});

it('follows a file that was moved, and shows one that was removed', async () => {
  const versions = await historyOf((repository) => {
    repository.write('prompts/money.yaml', document('Hello'));
    repository.commit('first');
    repository.git('mv', 'prompts/money.yaml', 'prompts/gone.yaml');
    repository.commit('a detour');
    repository.write('prompts/support/other.yaml', document('Other'));
    repository.git('mv', 'prompts/gone.yaml', file);
    repository.commit('move');
    repository.git('rm', '-q', file);
    repository.commit('remove');
  });
  expect(versions.map(({ what, from, file: at }) => [what, at, from])).toEqual([
    ['removed', file, undefined],
    ['renamed', file, 'prompts/gone.yaml'],
    ['renamed', 'prompts/gone.yaml', 'prompts/money.yaml'],
    ['added', 'prompts/money.yaml', undefined],
  ]);
});

it('goes on past a version that is no YAML, and stops at the limit', async () => {
  const steps = (repository: TemporaryRepository) => {
    repository.write(file, document('Hello'));
    repository.commit('first');
    repository.write(file, 'content: [');
    repository.commit('broken');
    repository.write(file, document('Hello'));
    repository.commit('mended');
  };
  const versions = await historyOf(steps);
  expect(versions.map(({ fault }) => fault !== undefined)).toEqual([true, true, false]);
  expect(await historyOf(steps, 1)).toHaveLength(1);
});
