import { afterAll, beforeAll, expect } from 'vitest';
import type { Issue } from '../../fakes/github/state/model.ts';
import { type PostgresqlServer, startPostgresql } from '../../support/postgresql.ts';
import { promptFile, promptYaml } from '../../support/ticket-project.ts';
import { type CrashStage, type CrashStageOptions, openCrashStage } from './crash-stage.ts';

/** 20 cases on both sides, 5 more draws of the 10 that broke, and 20 cases once more. */
export const callsOfStory = 20 * 2 + 10 * 5 * 2 + 20;
/** Checks of a commit that breaks cases, and of one that does not. */
export const worse = [
  'galley / evaluate: failure',
  'galley / gate: failure',
  'galley / render: success',
  'galley / validate: success',
];
export const passed = worse.map((line) => line.replace('failure', 'success'));

/** Stages of one file of tests. */
interface Stages {
  /** Whether their databases are PostgreSQL, which several processes may use at once. */
  isShared(): boolean;
  /** Opens a stage for a test and closes it. */
  use(test: (stage: CrashStage) => Promise<void>, options?: CrashStageOptions): Promise<void>;
}

/** Has stages on one PostgreSQL; where there is none, each bot has an embedded database. */
export function openStages(): Stages {
  let server: PostgresqlServer | undefined;
  beforeAll(async () => {
    server = await startPostgresql();
  });
  afterAll(() => server?.stop());
  return {
    isShared: () => server !== undefined,
    async use(test, options = {}) {
      const stage = await openCrashStage({ ...options, databaseUrl: server?.newDatabase() });
      try {
        await test(stage);
      } finally {
        await stage.close();
      }
    },
  };
}

/** Pushes a prompt that sorts in such a manner. */
export const pushed = ({ github, repository }: CrashStage, manner: string) =>
  github.push(repository, 'edit', { [promptFile]: promptYaml(manner) }, { as: 'ada' });

/** Opens the pull request of what was pushed. */
export const opened = ({ github, repository }: CrashStage) =>
  github.openPullRequest(repository, { head: 'edit', as: 'ada' });

/** Waits for the checks of a commit, and for words in the one comment. */
export function shown(
  stage: CrashStage,
  pull: Issue,
  expected: { readonly sha: string; readonly checks: readonly string[]; readonly words: string },
): Promise<void> {
  const { sha, checks, words } = expected;
  return stage.until(`${checks}, ${words}`, () => {
    const [proof] = stage.comments(pull).proof;
    return `${stage.checks(sha)}` === `${checks}` && proof?.body.includes(words) === true;
  });
}

/** A pull request is worse, somebody asks for help and mends it: everything is shown. */
export async function tellStory(stage: CrashStage): Promise<Issue> {
  const first = pushed(stage, 'quickly');
  const pull = opened(stage);
  await shown(stage, pull, { sha: first, checks: worse, words: '10 cases broken' });
  const help = stage.github.comment(pull, '/galley help', { as: 'ada' });
  const { reactions } = help;
  await stage.until('the help', () => stage.comments(pull).answers.length + reactions.length > 1);
  const second = pushed(stage, 'most carefully');
  await shown(stage, pull, { sha: second, checks: passed, words: second.slice(0, 7) });
  expect(stage.checks(first)).toEqual(worse);
  return pull;
}
