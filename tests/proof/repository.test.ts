import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitFiles, type Files, proveBranch, proveChange } from '../support/prove-change.ts';
import {
  createTemporaryRepository,
  openTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';

const base = ticketProject({ easy: 4, hard: 8 });
let repository: TemporaryRepository;
beforeEach(() => {
  repository = createTemporaryRepository();
});
afterEach(() => repository.remove());

const below = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

describe('equal inputs', () => {
  it('give an equal Proof and a byte-equal comment, whatever the concurrency', async () => {
    commitFiles(repository, base);
    repository.branch('change');
    commitFiles(repository, { [promptFile]: promptYaml('quickly') });
    const once = await proveBranch(repository, { concurrency: 1 });
    const again = await proveBranch(repository, { concurrency: 9 });
    expect(JSON.stringify(again.proof)).toBe(JSON.stringify(once.proof));
    expect(again.comment).toBe(once.comment);
  });
});

describe('a base branch that moved on', () => {
  it('is compared at the merge-base, so that its own edits are not the change’s', async () => {
    const { proof } = await proveChange({
      base,
      head: { [promptFile]: promptYaml('very carefully') },
      tip: { 'prompts/other.yaml': promptYaml('slowly'), [promptFile]: promptYaml('quickly') },
    });
    expect(proof.changes.map(({ id }) => id)).toEqual(['tickets/sort', 'tickets']);
    expect(proof.evaluation.suites).toMatchObject([
      { base: { passRate: 1 }, head: { passRate: 1 } },
    ]);
    expect(proof.revisions.base).not.toBe(proof.revisions.policy.commit);
  });
});

describe('a project in a folder of the repository', () => {
  it('names files as the repository does in the comment', async () => {
    const { proof, comment } = await proveChange(
      {
        base: below('teams/support', base),
        head: below('teams/support', { [promptFile]: promptYaml('{{ mesage }}') }),
      },
      { project: 'teams/support' },
    );
    expect(proof.project).toBe('teams/support');
    expect(proof.findings[0]?.file).toBe(promptFile);
    expect(comment).toContain('### ❌ Galley `teams/support`: 1 problem');
    const places = [...comment.matchAll(/`[^` ]*prompts\/tickets\/sort\.yaml:\d+:\d+`/g)];
    expect(places.length).toBeGreaterThan(1);
    for (const [place] of places) expect(place).toContain(`\`teams/support/${promptFile}:`);
  });

  it('is not touched by changes elsewhere', async () => {
    const { proof } = await proveChange(
      { base: below('teams/support', base), head: { 'teams/sales/notes.txt': 'Hello\n' } },
      { project: 'teams/support' },
    );
    expect(proof.verdict.outcome).toBe('nothing');
  });
});

describe('a base that cannot be compared with', () => {
  it('is refused when the clone is too shallow to hold the merge-base', async () => {
    commitFiles(repository, base);
    repository.branch('change');
    for (const manner of ['well', 'carefully', 'very carefully']) {
      commitFiles(repository, { [promptFile]: promptYaml(manner) });
    }
    repository.git('checkout', '-q', 'main');
    commitFiles(repository, { 'README.md': 'Hello\n' });
    const clone = createTemporaryRepository();
    try {
      clone.git(
        'clone',
        '-q',
        '--depth=1',
        '--no-single-branch',
        `file://${repository.folder}`,
        'copy',
      );
      const copy = openTemporaryRepository(`${clone.folder}/copy`);
      copy.git('branch', '-q', 'change', 'origin/change');
      await expect(proveBranch(copy)).rejects.toMatchObject({
        code: 'merge-base-missing',
        hint: expect.stringContaining('git fetch --unshallow'),
      });
    } finally {
      clone.remove();
    }
  });

  it('is refused when it shares no history with head', async () => {
    commitFiles(repository, base);
    repository.git('checkout', '-q', '--orphan', 'change');
    repository.commit('another beginning');
    await expect(proveBranch(repository)).rejects.toMatchObject({
      code: 'revision-missing',
      message: '`main` and head share no history',
    });
  });

  it('is refused when Git does not know it', async () => {
    commitFiles(repository, base);
    repository.branch('change');
    await expect(proveBranch(repository, { baseRevision: 'mian' })).rejects.toMatchObject({
      code: 'revision-missing',
      hint: expect.stringContaining('git fetch'),
    });
  });
});
