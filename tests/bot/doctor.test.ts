import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BotConfig } from '../../bot/src/config/bot-config.ts';
import { readTenants } from '../../bot/src/config/read-tenants.ts';
import { everybody } from '../../bot/src/config/written-tenants.ts';
import { neededEvents, neededPermissions } from '../../bot/src/doctor/app-needs.ts';
import { doctor } from '../../bot/src/doctor/doctor.ts';
import { type Finding, findingLines } from '../../bot/src/doctor/finding.ts';
import { openGitHubAccess } from '../../bot/src/github/open-github-access.ts';
import type { Database } from '../../bot/src/store/database.ts';
import { constantRandom } from '../../engine/src/models/testing/desk-fixtures.ts';
import { createSteeredClock } from '../../engine/src/models/testing/steered-clock.ts';
import {
  sendJson,
  startVendorServer,
  type VendorServer,
} from '../../engine/src/models/testing/vendor-server.ts';
import type { FakeApp } from '../fakes/github/scene/make-app.ts';
import { type FakeGitHub, startFakeGitHub } from '../fakes/github/start-fake-github.ts';
import type { Permissions, Repository } from '../fakes/github/state/model.ts';

const needed = neededPermissions() as Permissions;
const webhookPath = '/api/github/webhooks';

let github: FakeGitHub;
let folder: string;
let receiver: VendorServer;

beforeEach(async () => {
  github = await startFakeGitHub();
  github.organization('acme', { members: ['ada'] });
  receiver = await startVendorServer((response) => sendJson(response, 202, {}));
  folder = mkdtempSync(join(tmpdir(), 'galley-doctor-'));
});

afterEach(async () => {
  github.assertValid();
  await github.close();
  await receiver[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

interface Setting {
  readonly permissions?: Permissions;
  readonly events?: readonly string[];
  readonly webhookUrl?: string | undefined;
}

/** An App as app.yml describes it, unless the test says otherwise, on a repository with a project. */
function register({ permissions = needed, events = neededEvents, ...rest }: Setting = {}) {
  const webhookUrl = 'webhookUrl' in rest ? rest.webhookUrl : `${receiver.origin}${webhookPath}`;
  const app = github.app({ permissions, events, ...(webhookUrl && { webhookUrl }) });
  const repository = github.createRepository('acme/prompts', {
    isPrivate: true,
    files: { 'galley.yaml': 'apiVersion: galley/v1\nkind: Project\n' },
  });
  return { app, repository, installation: app.install('acme') };
}

function requireGate(repository: Repository, app: FakeApp): void {
  const checks = [{ context: 'galley / gate', appId: app.id }];
  github.requireChecks(repository, 'main', { checks });
}

interface Asked {
  readonly config?: Partial<BotConfig>;
  readonly nowMs?: number;
  readonly tables?: number;
  readonly repositories?: readonly string[];
  readonly openDatabase?: () => Promise<Database>;
  readonly network?: 'namespace' | 'none';
}

async function examine(app: FakeApp, asked: Asked = {}): Promise<readonly Finding[]> {
  await github.deliveries.settle();
  const clock = createSteeredClock(asked.nowMs ?? Date.now());
  const config: BotConfig = {
    app: { id: app.id, privateKey: app.privateKey, webhookSecrets: [app.webhookSecret] },
    github: { apiUrl: github.apiUrl, gitUrl: github.gitUrl },
    database: { kind: 'postgresql', url: 'postgresql://galley@db/galley' },
    server: { host: '127.0.0.1', port: 0, webhookPath, mostBytes: 25_000_000 },
    git: { folder: '/nowhere', mostBytes: 1, mostPackBytes: 1 },
    workers: { looks: 1, evaluations: 1, perTenant: 1, quietMs: 0, commentPauseMs: 0 },
    instance: 'default',
    worker: 'worker-1',
    secretsFolder: undefined,
    telemetry: { logLevel: 'error' },
    tenants: everybody,
    ...asked.config,
  };
  const access = openGitHubAccess(config, { clock, random: constantRandom(), fetch });
  return doctor({
    config,
    github: access,
    clock,
    newestTables: 1,
    guard: async () => ({ network: asked.network ?? 'namespace' }),
    openDatabase: asked.openDatabase ?? (async () => databaseWith({ tables: asked.tables ?? 1 })),
    ...(asked.repositories && { repositories: asked.repositories }),
  });
}

/** Answers the doctor's questions as a database of this version would. */
function databaseWith({
  tables,
  version = 150_004,
}: {
  tables: number;
  version?: number;
}): Database {
  const query = async (text: string) => {
    if (text.includes('server_version')) return [{ version, shown: '15.4' }];
    if (text.includes('to_regclass')) return [{ is_there: tables > 0 }];
    return [{ version: tables }];
  };
  return { kind: 'postgresql', query, close: async () => undefined } as unknown as Database;
}

const short = (findings: readonly Finding[]) =>
  findings.map(({ level, about, message }) => `${level} ${about}: ${message}`);

describe('the doctor', () => {
  it('finds nothing where everything is as it should be', async () => {
    const { app, repository } = register();
    requireGate(repository, app);
    const findings = await examine(app);
    expect(short(findings)).toEqual([]);
    expect(findingLines(findings)).toHaveLength(1);
  });

  it('says which permissions and events are missing, and which are too many', async () => {
    const { members: _, ...withoutTeams } = needed;
    const { app, repository } = register({
      permissions: { ...withoutTeams, contents: 'read', administration: 'write' },
      events: neededEvents.filter((event) => event !== 'merge_group'),
    });
    requireGate(repository, app);
    const findings = await examine(app);
    expect(short(findings)).toEqual([
      'error app: the permission contents: write is missing',
      'warning app: the permission members: read is missing, so that rules cannot name teams',
      'warning app: the permission administration: write is more than the bot uses',
      'warning app: the App does not hear the event merge_group',
      'error acme: it has not granted contents: write',
    ]);
    for (const { hint } of findings) expect(hint).toMatch(/Set|Subscribe|accepts/);
  });

  it('says that GitHub does not know the App, and looks at the rest', async () => {
    const { app } = register();
    const stranger = github.app({ slug: 'other', permissions: needed });
    const config = { app: { id: app.id, privateKey: stranger.privateKey, webhookSecrets: ['x'] } };
    expect(short(await examine(app, { config, tables: 0 }))).toEqual([
      'error app: GitHub does not accept APP_ID and PRIVATE_KEY together',
      'warning database: its tables have version 0, and this program knows 1',
    ]);
  });

  it('says that GitHub is not there', async () => {
    const { app } = register();
    const config = { github: { apiUrl: 'http://127.0.0.1:1', gitUrl: 'http://127.0.0.1:1' } };
    const [first] = await examine(app, { config });
    expect(first).toMatchObject({ level: 'error', about: 'app' });
    expect(first?.hint).toContain('HTTPS_PROXY');
  });

  it('sees a clock that goes wrong', async () => {
    const { app } = register();
    const findings = await examine(app, { nowMs: Date.now() + 40_000 });
    expect(short(findings)[0]).toMatch(
      /^error clock: this machine is (39|40|41) s ahead of GitHub/,
    );
  });

  it.each([
    ['no webhook', undefined, 'error webhook: the App has no webhook'],
    [
      'another path',
      'https://bot.acme.example/hooks',
      'warning webhook: webhooks go to /hooks, and the bot listens at /api/github/webhooks',
    ],
    [
      'no TLS',
      `http://bot.acme.example${webhookPath}`,
      'warning webhook: webhooks travel unencrypted',
    ],
  ])('sees %s', async (_, webhookUrl, message) => {
    const { app, repository } = register({ webhookUrl });
    requireGate(repository, app);
    expect(short(await examine(app))).toContain(message);
  });

  it('tells of deliveries that nobody took', async () => {
    const { app, repository } = register({ webhookUrl: `http://127.0.0.1:1${webhookPath}` });
    requireGate(repository, app);
    await github.deliveries.settle();
    const [finding] = await examine(app);
    expect(finding?.message).toMatch(
      /^\d+ of the last \d+ deliveries were not taken; the newest is /,
    );
  });

  it('says when nothing requires the gate, when it may come from anybody, and what is required by mistake', async () => {
    const { app, repository } = register();
    expect(short(await examine(app))).toEqual([
      'warning acme/prompts: nothing requires galley / gate before merging into main, so a failed proof stops nothing',
    ]);
    const checks = [{ context: 'galley / gate' }, { context: 'galley / validate', appId: app.id }];
    github.requireChecks(repository, 'main', { checks });
    expect(short(await examine(app))).toEqual([
      'warning acme/prompts: main takes galley / gate from anybody who may write checks or statuses',
      'error acme/prompts: main requires galley / validate, which is not there on every commit, so that merging can wait for ever',
    ]);
  });

  it('sees a ruleset over the ledger branch', async () => {
    const { app, repository } = register();
    requireGate(repository, app);
    github.requireChecks(repository, 'galley/ledger', { checks: [{ context: 'build' }] });
    const [finding] = await examine(app);
    expect(finding?.message).toContain('covers the branch galley/ledger');
    const { tenants } = readTenants(
      'tenants.yaml',
      Buffer.from('defaults: {writes_ledger: false}'),
    );
    expect(await examine(app, { config: { tenants: tenants ?? everybody } })).toEqual([]);
  });

  it('passes over repositories without a project, unless they are named', async () => {
    const { app, repository } = register();
    requireGate(repository, app);
    github.createRepository('acme/website');
    expect(await examine(app)).toEqual([]);
    const named = await examine(app, { repositories: ['Acme/Website'] });
    expect(named.map(({ about }) => about)).toEqual(['acme/website']);
  });

  it('says that a suspended installation does nothing, and that there is none', async () => {
    const { app, installation } = register();
    app.suspend(installation);
    expect(short(await examine(app))).toEqual(['warning acme: its installation is suspended']);
    app.uninstall(installation);
    expect(short(await examine(app))).toEqual(['warning app: nobody has installed the App']);
  });

  it('sees a database that is gone, old, or without our tables', async () => {
    const { app, repository } = register();
    requireGate(repository, app);
    const gone = async () => {
      throw Object.assign(new Error('connect 10.0.0.7 word'), { code: 'ECONNREFUSED' });
    };
    expect(short(await examine(app, { openDatabase: gone }))).toEqual([
      'error database: it does not answer (ECONNREFUSED)',
    ]);
    const old = async () => databaseWith({ tables: 2, version: 120_010 });
    expect(short(await examine(app, { openDatabase: old }))).toEqual([
      'error database: it is PostgreSQL 15.4',
      'warning database: its tables have version 2, and this program knows 1',
    ]);
  });

  it('sees that nothing walls off the processes that read hostile text', async () => {
    const { app, repository } = register();
    requireGate(repository, app);
    const [finding] = await examine(app, { network: 'none' });
    expect(finding).toMatchObject({ level: 'warning', about: 'keyless child' });
  });

  it('sees open secrets, and secrets whose login somebody else may get', async () => {
    const { app, repository } = register();
    requireGate(repository, app);
    for (const login of ['acme', 'globex']) {
      mkdirSync(join(folder, login), { mode: 0o700 });
      writeFileSync(join(folder, login, 'OPENAI_API_KEY'), 'sk-word', { mode: 0o600 });
    }
    writeFileSync(join(folder, 'acme', 'HOUSE_KEY'), 'word', { mode: 0o604 });
    const text = 'accounts: {acme: {id: 7001}}';
    const { tenants = everybody } = readTenants('tenants.yaml', Buffer.from(text));
    expect(short(await examine(app, { config: { secretsFolder: folder, tenants } }))).toEqual([
      `warning secrets: ${folder}/acme/HOUSE_KEY: every user of this machine may read it`,
      'warning tenants: globex has secrets, and whoever gets that login one day gets them, too',
    ]);
    expect(short(await examine(app, { config: { secretsFolder: folder } }))[1]).toBe(
      'warning tenants: there is no tenants.yaml, so that nothing caps what accounts spend',
    );
  });
});
