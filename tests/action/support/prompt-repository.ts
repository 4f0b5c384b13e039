import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeGitHub, startFakeGitHub } from '../../fakes/github/start-fake-github.ts';
import type { Issue, Repository } from '../../fakes/github/state/model.ts';
import {
  type Client,
  openClient,
  openInstallationClient,
} from '../../fakes/github/testing/open-client.ts';
import {
  openTemporaryRepository,
  type TemporaryRepository,
} from '../../support/temporary-repository.ts';
import { runEntry, type StepRun, type StepWorld } from './run-entry.ts';

export type Texts = Readonly<Record<string, string>>;

/** `null` deletes a file. */
export type FileChanges = Readonly<Record<string, string | null>>;

/** `acme/prompts` on a GitHub of its own, with a workflow that may run there. */
export interface PromptRepository {
  readonly github: FakeGitHub;
  readonly repository: Repository;
  /** What a workflow gets; a fork's cannot write. */
  token(access: 'write' | 'read'): Promise<string>;
  /** Pushes to a branch and opens a pull request for it. */
  pullRequest(branch: string, files: FileChanges, from?: Repository): Issue;
  /** A depth-1 checkout as actions/checkout makes it. */
  checkout(revision: string): TemporaryRepository;
  /** Runs the Action for the pull request as it is now. */
  runOn(pull: Issue, step: PullStep): Promise<StepRun>;
  run(
    step: PullStep &
      Pick<StepWorld, 'eventName' | 'event' | 'sha'> & { readonly workspace: string },
  ): Promise<StepRun>;
  /** Everything but the question who the token is, which this GitHub cannot answer. */
  assertValid(): void;
  close(): Promise<void>;
}

export interface PullStep {
  readonly entry: string;
  readonly token?: string;
  readonly inputs?: Texts;
  readonly environment?: Texts;
  /** Default `pull_request`. */
  readonly eventName?: string;
}

/** Starts it with these files on `main`. */
export async function openPromptRepository(
  files: Texts,
  { isPrivate = true }: { readonly isPrivate?: boolean } = {},
): Promise<PromptRepository> {
  const github = await startFakeGitHub();
  github.organization('acme', { members: ['ada'] });
  const app = github.app({
    slug: 'github-actions',
    permissions: { contents: 'write', pull_requests: 'write', issues: 'write' },
  });
  const installation = app.install('acme');
  const repository = github.createRepository('acme/prompts', { isPrivate, files });
  github.setPermission(repository, 'ada', 'write');
  const place = mkdtempSync(join(tmpdir(), 'galley-job-'));
  const asApp = openClient(github, app.jwt());
  const reader: Client = await openInstallationClient(github, app.jwt(), {
    installationId: installation.id,
  });
  const addresses = { server: github.apiUrl, repository: 'acme/prompts', place };

  function checkout(revision: string): TemporaryRepository {
    const work = openTemporaryRepository(mkdtempSync(join(place, 'work-')));
    work.git('init', '-q', '-b', 'work');
    work.git('fetch', '-q', '--depth=1', `file://${repository.store.path}`, revision);
    work.git('checkout', '-q', '--detach', 'FETCH_HEAD');
    return work;
  }

  const run: PromptRepository['run'] = ({ token = '', inputs, environment, ...step }) =>
    runEntry({
      ...addresses,
      ...step,
      inputs: { 'github-token': token, ...inputs },
      ...(environment && { environment }),
    });

  return {
    github,
    repository,
    async token(access) {
      const permissions = { contents: 'read', ...(access === 'write' ? writes : {}) };
      const path = `/app/installations/${installation.id}/access_tokens` as const;
      const { body } = await asApp(`POST ${path}`, { permissions });
      return (body as { token: string }).token;
    },
    pullRequest(branch, changed, from = repository) {
      github.push(from, branch, changed, { as: 'ada' });
      return github.openPullRequest(repository, { head: branch, as: 'ada', from });
    },
    checkout,
    async runOn(pull, { eventName = 'pull_request', ...step }) {
      const { body } = await reader(`GET /repos/acme/prompts/pulls/${pull.number}`);
      const merge = `refs/pull/${pull.number}/merge`;
      const work = checkout(merge);
      const event = {
        action: 'synchronize',
        number: pull.number,
        pull_request: body,
        repository: {},
      };
      const sha = work.git('rev-parse', 'HEAD');
      return run({ ...step, eventName, event, sha, workspace: work.folder });
    },
    run,
    assertValid() {
      const wrong = github.takeViolations().filter((text) => !text.includes('/graphql'));
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
    },
    async close() {
      await github.close();
      rmSync(place, { recursive: true, force: true });
    },
  };
}

const writes = { pull_requests: 'write', issues: 'write' };
