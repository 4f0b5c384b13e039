import type { Clock, Random } from '@galley/engine/ports';
import type { SelfOnGitHub } from '@galley/engine/publish';
import type { BotConfig } from '../config/bot-config.ts';
import { accessPermissions } from './access-permissions.ts';
import { type DeliveryAttempt, listFailedDeliveries, redeliver } from './delivery-log.ts';
import { type InstallationNow, listInstallations, listRepositories } from './list-installations.ts';
import { type ClientOptions, makeOctokit } from './make-octokit.ts';
import { mintToken } from './mint-token.ts';
import type { Octokit } from './octokit.ts';
import { openAppTokenSource } from './open-app-token-source.ts';
import { openLanes } from './open-lanes.ts';
import { openTokenSource } from './open-token-source.ts';
import { roleOf, teamsOf } from './people.ts';
import { rememberRecent } from './remember-recent.ts';
import type { OpenAccess, RepositoryAccess } from './repository-access.ts';
import type { RequestEvent } from './request-policy.ts';
import { toClient } from './to-client.ts';

/** What reaching GitHub needs of the world. */
export interface GitHubPorts {
  readonly clock: Clock;
  /** Spreads repeated requests. */
  readonly random: Random;
  /** Goes where the configuration says: by its proxy, with its certificate authorities. */
  readonly fetch: typeof fetch;
  readonly onEvent?: (event: RequestEvent) => void;
}

/** GitHub, as the App may use it. Limits reject with `GitHubBusyError`, all else with Octokit's error. */
export interface GitHubAccess {
  /** With the App's own token: what is about no installation. */
  readonly app: Octokit;
  /** Tokens are kept in memory while they are good, one for each repository and purpose. */
  readonly openAccess: OpenAccess;
  /** Asked once. */
  self(): Promise<SelfOnGitHub>;
  installations(): Promise<readonly InstallationNow[]>;
  repositoriesOf(
    installationId: number,
  ): Promise<readonly { readonly id: number; readonly owner: string; readonly name: string }[]>;
  /** Attempts that failed, newest first, back to a moment. */
  listFailedDeliveries(since: Date): AsyncIterable<DeliveryAttempt>;
  redeliver(id: string): Promise<void>;
  /** Who may do what, asked live. */
  readonly people: { readonly roleOf: typeof roleOf; readonly teamsOf: typeof teamsOf };
}

const mostAccesses = 1_000;

/**
 * Opens GitHub for the App; nothing is asked yet.
 * @throws Error when the App's private key cannot be read
 */
export function openGitHubAccess(
  config: Pick<BotConfig, 'app' | 'github'>,
  ports: GitHubPorts,
): GitHubAccess {
  const policy = { ...ports, lanes: openLanes() };
  const options: ClientOptions = { apiUrl: config.github.apiUrl, fetch: ports.fetch, policy };
  const app = makeOctokit({
    ...options,
    source: openAppTokenSource(config.app, ports),
    lane: 'app',
  });
  const recent = rememberRecent<Promise<RepositoryAccess>>(mostAccesses);
  let self: Promise<SelfOnGitHub> | undefined;
  return {
    app,
    openAccess(repository, purpose) {
      const { installationId, repositoryId, owner, name } = repository;
      const key = [installationId, repositoryId, owner, name, purpose].join('/');
      return recent.take(key, () => openOne({ app, options, ports }, repository, purpose));
    },
    self() {
      self ??= readSelf(app).catch((error: unknown) => {
        self = undefined;
        throw error;
      });
      return self;
    },
    installations: () => listInstallations(app),
    repositoriesOf(installationId) {
      const permissions = { metadata: 'read' } as const;
      const source = openTokenSource(() => mintToken(app, { installationId, permissions }), ports);
      return listRepositories(makeOctokit({ ...options, source, lane: laneOf(installationId) }));
    },
    listFailedDeliveries: (since) => listFailedDeliveries(app, since),
    redeliver: (id) => redeliver(app, id),
    people: { roleOf, teamsOf },
  };
}

async function openOne(
  world: { readonly app: Octokit; readonly options: ClientOptions; readonly ports: GitHubPorts },
  repository: Parameters<OpenAccess>[0],
  purpose: Parameters<OpenAccess>[1],
): Promise<RepositoryAccess> {
  const { installationId, repositoryId } = repository;
  let { owner, name } = repository;
  const source = openTokenSource(async () => {
    const wanted = { installationId, repositoryId, ...accessPermissions[purpose] };
    const token = await mintToken(world.app, wanted);
    ({ owner, name } = token.repository ?? { owner, name });
    return token;
  }, world.ports);
  await source.current();
  const octokit = makeOctokit({ ...world.options, source, lane: laneOf(installationId) });
  return {
    repositoryId,
    installationId,
    owner,
    name,
    octokit,
    client: toClient(octokit),
    gitToken: () => source.current(),
  };
}

async function readSelf(app: Octokit): Promise<SelfOnGitHub> {
  const { data } = await app.rest.apps.getAuthenticated();
  if (data === null) throw new Error('GitHub does not say which App this is.');
  return { login: `${data.slug}[bot]`, appId: data.id };
}

function laneOf(installationId: number): string {
  return `installation ${installationId}`;
}
