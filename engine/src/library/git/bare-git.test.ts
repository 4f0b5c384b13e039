import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../../../../tests/support/temporary-repository.ts';
import type { Git } from '../../ports/git.ts';
import { openBareGit } from './bare-git.ts';
import { openGit } from './open-git.ts';

const leftovers: { remove(): void }[] = [];
afterEach(() => {
  for (const item of leftovers.splice(0)) item.remove();
});

function history(): TemporaryRepository {
  const repository = createTemporaryRepository();
  leftovers.push(repository);
  repository.write('galley.yaml', 'kind: Project\n');
  repository.write('prompts/support/refund.yaml', 'content: Formal.\n');
  repository.commit('first prompts');
  repository.branch('kinder');
  repository.write('prompts/support/refund.yaml', 'content: Kind.\n');
  symlinkSync('refund.yaml', join(repository.folder, 'prompts/support/link.yaml'));
  repository.commit('be kinder');
  repository.git('tag', '-a', 'v1.0.0', '-m', 'first release');
  return repository;
}

/** A bare copy, with its refs and objects packed. */
function bareCopyOf(repository: TemporaryRepository): string {
  const folder = mkdtempSync(join(tmpdir(), 'galley-bare-'));
  leftovers.push({ remove: () => rmSync(folder, { recursive: true, force: true }) });
  repository.git('clone', '-q', '--bare', repository.folder, folder);
  repository.git('-C', folder, 'gc', '-q');
  return folder;
}

describe('a bare repository', () => {
  it('answers as the program does in the work tree it was copied from', async () => {
    const repository = history();
    const { environment, folder } = repository;
    const there = await openGit(folder, { environment, prefer: 'native' });
    const here = await openBareGit(bareCopyOf(repository));
    const main = repository.git('rev-parse', 'main');
    const kinder = repository.git('rev-parse', 'kinder');
    const ask = async (git: Git) => {
      const entries = await git.listTree(kinder, 'prompts');
      const blobs = await git.readBlobs(entries.map(({ blobId }) => blobId));
      return {
        entries: entries.map(({ byteCount: _, ...entry }) => entry),
        texts: [...blobs.values()].map((blob) =>
          blob.kind === 'bytes' ? Buffer.from(blob.bytes).toString() : blob.kind,
        ),
        revisions: await Promise.all(
          ['main', 'v1.0.0', 'kinder~1', kinder.slice(0, 9)].map((name) => git.resolveCommit(name)),
        ),
        mergeBase: await git.mergeBase(main, kinder),
        commits: await git.listCommits(kinder, { paths: ['prompts'], limit: 5 }),
        shallow: await git.isShallow(),
      };
    };
    const answers = await ask(here);
    expect(answers).toEqual(await ask(there));
    expect(answers.mergeBase).toEqual({ kind: 'found', commit: main });
    expect(answers.texts).toEqual(['refund.yaml', 'content: Kind.\n']);
    expect(await here.defaultBranch()).toBe('main');
  });

  it('says that nothing is checked out', async () => {
    const git = await openBareGit(bareCopyOf(history()));
    const refusal = { code: 'git-failed', message: expect.stringContaining('is bare') };
    await expect(git.listWorkTree('')).rejects.toMatchObject(refusal);
    await expect(git.currentCommit()).rejects.toMatchObject(refusal);
  });

  it('reads what it borrows from another, and a copy that was cut off', async () => {
    const repository = history();
    const folder = bareCopyOf(repository);
    const borrower = join(folder, 'borrower.git');
    repository.git('clone', '-q', '--bare', '--shared', folder, borrower);
    const kinder = repository.git('rev-parse', 'kinder');
    expect(await (await openBareGit(borrower)).listTree(kinder, '')).toHaveLength(3);
    const cut = join(folder, 'cut.git');
    execFileSync('git', ['clone', '-q', '--bare', '--depth=1', `file://${folder}`, cut], {
      env: repository.environment as NodeJS.ProcessEnv,
    });
    const git = await openBareGit(cut);
    expect(await git.isShallow()).toBe(true);
    expect(await git.resolveCommit('HEAD~1')).toBeUndefined();
  });

  it('is refused where there is none, and in a work tree', async () => {
    const repository = history();
    await expect(openBareGit(repository.folder)).rejects.toMatchObject({ code: 'git-missing' });
    const folder = bareCopyOf(repository);
    await expect(openBareGit(join(folder, 'nowhere'))).rejects.toMatchObject({
      code: 'git-missing',
    });
    const headless = join(folder, 'headless.git');
    mkdirSync(headless);
    cpSync(join(folder, 'objects'), join(headless, 'objects'), { recursive: true });
    await expect(openBareGit(headless)).rejects.toMatchObject({ code: 'git-missing' });
  });
});
