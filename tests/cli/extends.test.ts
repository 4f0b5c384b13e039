import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';
import { smallProject } from './support/small-project.ts';

let repository: TemporaryRepository;
let defaults: TemporaryRepository;

beforeEach(() => {
  repository = createTemporaryRepository();
  defaults = createTemporaryRepository();
});
afterEach(() => {
  repository.remove();
  defaults.remove();
});

it('takes what galley.yaml extends from the clone once it is fetched, and says so before', async () => {
  const own = smallProject['galley.yaml'] ?? '';
  defaults.write('galley.yaml', own);
  const commit = defaults.commit('Defaults of acme');
  for (const [path, text] of Object.entries(smallProject)) repository.write(path, text);
  const envelope = 'apiVersion: galley/v1\nkind: Project\n';
  repository.write('galley.yaml', `${envelope}extends: acme/galley-defaults@${commit}\n`);
  repository.commit('start');
  const before = await galley(repository.folder, 'validate');
  expect(before.exitCode).toBe(2);
  expect(before.stdout).toContain('galley.yaml:3:10 error defaults-missing');
  expect(before.stdout).toContain(`git fetch <address of acme/galley-defaults> ${commit}`);
  const unasked = await galley(repository.folder, 'eval');
  expect(unasked.exitCode).toBe(2);

  repository.git('fetch', '-q', defaults.folder, commit);
  expect(await galley(repository.folder, 'validate')).toMatchObject({ exitCode: 0 });
  expect((await galley(repository.folder, 'eval')).exitCode).toBe(0);
});
