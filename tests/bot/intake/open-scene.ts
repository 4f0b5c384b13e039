import { systemClock } from '@galley/engine/system';
import { openGitHubAccess } from '../../../bot/src/github/open-github-access.ts';
import {
  type IntakeEvent,
  openWebhookServer,
  type Route,
} from '../../../bot/src/intake/open-webhook-server.ts';
import { openIntake } from '../../../bot/src/intake/take-delivery.ts';
import type { Queue } from '../../../bot/src/queue/queue.ts';
import type { Database } from '../../../bot/src/store/database.ts';
import { migrate } from '../../../bot/src/store/migrate.ts';
import { openDatabase } from '../../../bot/src/store/open-database.ts';
import type { Desk } from '../../fakes/github/testing/open-desk.ts';

/** A job as it was sent. */
export interface SentJob {
  readonly kind: string;
  readonly data: unknown;
  readonly key: string;
  readonly tenant: string;
}

/** The door of the bot alone: a database, a queue that only remembers, a server. */
export interface Scene {
  readonly url: string;
  readonly database: Database;
  readonly sent: SentJob[];
  readonly events: IntakeEvent[];
  readonly github: ReturnType<typeof openGitHubAccess>;
  /** Repositories that the operator switched off, `acme/prompts`. */
  readonly switchedOff: Set<string>;
  /** While true the database refuses everything. */
  isDatabaseDown: boolean;
  /** Every row of a table, by its key. */
  rows(table: string): Promise<readonly Record<string, unknown>[]>;
  empty(): Promise<void>;
  close(): Promise<void>;
}

const tables = ['delivery', 'installation', 'repository', 'pull_request', 'command'];

export async function openScene(
  desk: Desk,
  options: {
    readonly webhookSecrets?: readonly string[];
    readonly routes?: Readonly<Record<string, Route>>;
    readonly mostBytes?: number;
    readonly arrivalMs?: number;
  } = {},
): Promise<Scene> {
  const clock = systemClock();
  const database = await openDatabase({ kind: 'pglite', folder: undefined });
  await migrate(database);
  const sent: SentJob[] = [];
  const events: IntakeEvent[] = [];
  const switchedOff = new Set<string>();
  const github = openGitHubAccess(
    {
      app: { id: desk.app.id, privateKey: desk.app.privateKey, webhookSecrets: [] },
      github: { apiUrl: desk.github.apiUrl, gitUrl: desk.github.gitUrl },
    },
    { clock, random: { next: () => 0 }, fetch },
  );
  const policy = { mode: 'enforce', gateWithoutProject: false, writesLedger: false } as const;
  const take = openIntake({
    database: {
      ...database,
      transaction: (work) =>
        scene.isDatabaseDown
          ? Promise.reject(new Error('connection refused'))
          : database.transaction(work),
    },
    queue: rememberingQueue(sent),
    clock,
    tenants: {
      policyOf: (owner, name) => ({ ...policy, isEnabled: !switchedOff.has(`${owner}/${name}`) }),
    },
    appId: desk.app.id,
  });
  const server = await openWebhookServer({
    server: {
      host: '127.0.0.1',
      port: 0,
      webhookPath: '/webhooks',
      mostBytes: options.mostBytes ?? 1_000_000,
    },
    webhookSecrets: options.webhookSecrets ?? [desk.app.webhookSecret],
    take,
    routes: options.routes ?? {},
    clock,
    onEvent: (event) => void events.push(event),
    ...(options.arrivalMs === undefined ? {} : { arrivalMs: options.arrivalMs }),
  });
  const scene: Scene = {
    url: server.url,
    database,
    sent,
    events,
    github,
    switchedOff,
    isDatabaseDown: false,
    rows: (table) => database.query(`select * from ${table} order by 1, 2`),
    async empty() {
      await database.query(`truncate ${tables.join(', ')}`);
      sent.length = 0;
      events.length = 0;
      switchedOff.clear();
    },
    async close() {
      await server.close({ graceMs: 100 });
      await database.close();
    },
  };
  return scene;
}

function rememberingQueue(sent: SentJob[]): Queue {
  const unused = () => Promise.reject(new Error('the door only sends'));
  return {
    async send(kind, data, { key, tenant, within }) {
      // A job of a transaction that fails is not there.
      await within?.query('select 1');
      sent.push({ kind, data, key, tenant });
      return true;
    },
    work: unused,
    depth: unused,
    start: unused,
    stop: unused,
  };
}
