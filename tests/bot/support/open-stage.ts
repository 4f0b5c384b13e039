import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '@galley/engine/system';
import type { BotConfig } from '../../../bot/src/config/bot-config.ts';
import type { TenantPolicy } from '../../../bot/src/config/tenants.ts';
import { type Bot, startBot } from '../../../bot/src/start-bot.ts';
import type { FakeApp } from '../../fakes/github/scene/make-app.ts';
import { type FakeGitHub, startFakeGitHub } from '../../fakes/github/start-fake-github.ts';
import type { Comment, Issue, Repository } from '../../fakes/github/state/model.ts';
import type { Files } from '../../support/prove-change.ts';
import { bundledChild } from './bundled-child.ts';

/** Permissions and events of the App, as app.yml asks for them. */
export const appOptions = {
  permissions: {
    contents: 'write',
    pull_requests: 'write',
    issues: 'write',
    checks: 'write',
    administration: 'read',
    members: 'read',
    metadata: 'read',
    merge_queues: 'read',
  },
  events: [
    'pull_request',
    'push',
    'issue_comment',
    'check_run',
    'check_suite',
    'merge_group',
    'repository',
  ],
} as const;

/** What a test may want otherwise. */
export interface StageOptions {
  readonly files: Files;
  readonly quietMs?: number;
  readonly workers?: Partial<BotConfig['workers']>;
  readonly policy?: Partial<TenantPolicy>;
  /** Secrets of the account `acme`, and the hosts they may go to. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly database?: BotConfig['database'];
}

/** A fake GitHub with one repository, `acme/prompts`, and a bot beside it. */
export interface Stage {
  readonly github: FakeGitHub;
  readonly app: FakeApp;
  readonly repository: Repository;
  readonly log: readonly string[];
  readonly folder: string;
  /** Starts the bot, or another one on the same database. */
  start(): Promise<Bot>;
  stop(): Promise<void>;
  sweep(...given: Parameters<Bot['sweep']>): Promise<void>;
  /** Waits until it holds. @throws with what was logged when it takes more than 45 seconds */
  until(what: string, holds: () => boolean | Promise<boolean>, patienceMs?: number): Promise<void>;
  /** The bot's only comment on a pull request, waited for. */
  comment(pull: Issue): Promise<Comment>;
  /** Conclusions, or the status of what is not completed, of the newest check runs of a commit. */
  checks(sha: string): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Opens the stage; the bot works when this resolves. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'galley-stage-'));
  const github = await startFakeGitHub();
  github.organization('acme', { members: ['ada', 'ben', 'mo'] });
  const app = github.app(appOptions);
  const repository = github.createRepository('acme/prompts', {
    isPrivate: true,
    files: options.files,
  });
  github.setPermission(repository, 'ada', 'write');
  github.setPermission(repository, 'ben', 'write');
  github.setPermission(repository, 'mo', 'maintain');
  app.install('acme');
  for (const [name, text] of Object.entries(options.secrets ?? {})) {
    mkdirSync(join(folder, 'secrets', 'acme'), { recursive: true });
    writeFileSync(join(folder, 'secrets', 'acme', name), text);
  }
  const log: string[] = [];
  const bots = new Set<Bot>();
  const config = await configOf({ options, folder, github, app });

  async function start(): Promise<Bot> {
    const bot = await startBot(config, {
      clock: systemClock(),
      random: { next: Math.random },
      writeLog: (line) => void log.push(line),
      version: '0.0.0',
      measuresProcess: false,
    });
    bots.add(bot);
    app.receiveAt(`${bot.url}/api/github/webhooks`);
    return bot;
  }

  async function stop(): Promise<void> {
    for (const bot of bots) await bot.stop({ graceMs: 2_000 });
    bots.clear();
  }

  async function until(
    what: string,
    holds: () => boolean | Promise<boolean>,
    patienceMs = 45_000,
  ): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (!(await holds())) {
      if (Date.now() > deadline) {
        throw new Error(`it never came to this: ${what}\n${log.slice(-40).join('')}`);
      }
      await delay(25);
    }
  }

  const ownComments = (pull: Issue) =>
    github.commentsOn(pull).filter(({ author }) => author.login === 'galley[bot]');

  await start();
  return {
    github,
    app,
    repository,
    log,
    folder,
    start,
    stop,
    async sweep(kind) {
      for (const bot of bots) await bot.sweep(kind);
    },
    until,
    async comment(pull) {
      await until('a comment of the bot', () => ownComments(pull).length > 0);
      const [comment, ...others] = ownComments(pull);
      if (comment === undefined || others.length > 0) throw new Error('there is not one comment');
      return comment;
    },
    checks(sha) {
      const runs = github.checksAt(repository, sha);
      return Object.fromEntries(
        runs.map(({ name, status, conclusion }) => [name, conclusion ?? status]),
      );
    },
    async close() {
      await stop();
      await github.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function configOf({
  options,
  folder,
  github,
  app,
}: {
  readonly options: StageOptions;
  readonly folder: string;
  readonly github: FakeGitHub;
  readonly app: FakeApp;
}): Promise<BotConfig> {
  const policy: TenantPolicy = {
    isEnabled: true,
    mode: 'enforce',
    gateWithoutProject: false,
    writesLedger: false,
    ...options.policy,
  };
  return {
    app: { id: app.id, privateKey: app.privateKey, webhookSecrets: [app.webhookSecret] },
    github: { apiUrl: github.apiUrl, gitUrl: github.gitUrl },
    database: options.database ?? { kind: 'pglite', folder: undefined },
    server: {
      host: '127.0.0.1',
      port: 0,
      webhookPath: '/api/github/webhooks',
      mostBytes: 25_000_000,
    },
    git: { folder: join(folder, 'git'), mostBytes: 500_000_000, mostPackBytes: 100_000_000 },
    workers: {
      looks: 2,
      evaluations: 2,
      perTenant: 2,
      quietMs: options.quietMs ?? 0,
      commentPauseMs: 200,
      ...options.workers,
    },
    instance: 'default',
    worker: 'stage',
    childFile: await bundledChild(),
    secretsFolder: join(folder, 'secrets'),
    telemetry: { logLevel: 'debug' },
    tenants: { policyOf: () => policy },
  };
}
