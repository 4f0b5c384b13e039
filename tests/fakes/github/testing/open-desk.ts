import type { FakeApp } from '../scene/make-app.ts';
import { type FakeGitHub, type FakeGitHubOptions, startFakeGitHub } from '../start-fake-github.ts';
import type { Installation, Issue, Repository } from '../state/model.ts';
import { type Client, openClient, openInstallationClient } from './open-client.ts';

/** A small world: an organisation with a private repository, one pull request, and an App for both. */
export interface Desk {
  readonly github: FakeGitHub;
  readonly app: FakeApp;
  readonly installation: Installation;
  readonly repository: Repository;
  readonly pull: Issue;
  /** The head of the pull request when it was opened. */
  readonly headSha: string;
  readonly asApp: Client;
  readonly asInstallation: Client;
}

/** What the desk’s App may do. */
export const deskPermissions = {
  contents: 'write',
  pull_requests: 'write',
  issues: 'write',
  checks: 'write',
  statuses: 'write',
  administration: 'read',
  members: 'read',
} as const;

const events = ['pull_request', 'push', 'issue_comment', 'merge_group', 'pull_request_review'];

/** Starts a GitHub with that world in it. */
export async function openDesk(options: FakeGitHubOptions = {}): Promise<Desk> {
  const github = await startFakeGitHub(options);
  github.organization('acme', { members: ['ada'] });
  const app = github.app({ permissions: deskPermissions, events });
  const installation = app.install('acme');
  const repository = github.createRepository('acme/prompts', {
    isPrivate: true,
    files: { 'galley.yaml': 'version: 1\n', 'prompts/refund.yaml': 'system: Be brief.\n' },
  });
  github.setPermission(repository, 'ada', 'write');
  const files = { 'prompts/refund.yaml': 'system: Be kind.\nuser: Hello\n' };
  const headSha = github.push(repository, 'kinder', files, { as: 'ada' });
  const pull = github.openPullRequest(repository, { head: 'kinder', as: 'ada' });
  const asInstallation = await openInstallationClient(github, app.jwt(), {
    installationId: installation.id,
  });
  const asApp = openClient(github, app.jwt());
  return { github, app, installation, repository, pull, headSha, asApp, asInstallation };
}
