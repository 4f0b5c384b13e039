import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { galley } from '../cli/support/fake-door.ts';
import { repositoryRoot } from '../support/source-files.ts';
import { openStage, type Stage } from './support/open-stage.ts';

const example = join(repositoryRoot, 'examples', 'support-desk');
const files = Object.fromEntries(
  readdirSync(example, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('.galley') && statSync(join(example, path)).isFile())
    .map((path) => [path, readFileSync(join(example, path), 'utf8')]),
);
let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ files });
});
afterAll(() => stage.close());

it('the bot says the very words of galley proof about the example', async () => {
  const { github, repository } = stage;
  const { edits } = parse(readFileSync(`${example}.demo.yaml`, 'utf8')) as {
    edits: { file: string; find: string; replace: string }[];
  };
  const changed: Record<string, string> = {};
  for (const { file, find, replace } of edits) {
    changed[file] = (changed[file] ?? files[file] ?? '').replace(find, () => replace);
  }
  const sha = github.push(repository, 'edit', changed, { as: 'ada' });
  github.push(repository, 'main', { 'README.md': 'Later.\n' }, { as: 'ben' });
  const pull = github.openPullRequest(repository, { head: 'edit', as: 'ada' });
  const { body } = await stage.comment(pull);
  const clone = join(stage.folder, 'clone');
  execFileSync('git', ['clone', '--quiet', repository.store.path, clone]);
  const words = ['proof', '--base', 'main', '--head', sha, '--format', 'markdown'];
  const { stdout } = await galley(clone, ...words);
  expect(body.replace(/^<!--.*-->\n/, '')).toBe(stdout);
});
