import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FakeApp } from '../../fakes/github/scene/make-app.ts';
import type { FakeGitHub } from '../../fakes/github/start-fake-github.ts';
import { bundledChild } from './bundled-child.ts';

const program = fileURLToPath(new URL('../../../bot/src/main.ts', import.meta.url));

/** What a bot's process is told. */
interface BotProcessOptions {
  readonly github: FakeGitHub;
  readonly app: FakeApp;
  /** Its data, its secrets and its tenants.yaml. */
  readonly folder: string;
  /** PostgreSQL; default an embedded database in the folder. */
  readonly databaseUrl?: string | undefined;
  readonly worker: string;
}

/** A bot as operators run it: a process of its own. */
export interface BotProcess {
  /** Where it takes webhooks. */
  readonly url: string;
  /** Everything it logged and said. */
  log(): string;
  /** `kill -9`; returns at once. */
  kill(): void;
  /** SIGTERM. */
  end(): void;
  /** Its exit code, when it has ended; `null` when it was killed. */
  readonly ended: Promise<number | null>;
}

/** Writes the folder that `startBotProcess` wants. */
export function writeBotFolder(
  folder: string,
  { host, secrets }: { readonly host: string; readonly secrets: Readonly<Record<string, string>> },
): void {
  mkdirSync(join(folder, 'secrets', 'acme'), { recursive: true });
  for (const [name, text] of Object.entries(secrets)) {
    writeFileSync(join(folder, 'secrets', 'acme', name), text, { mode: 0o600 });
  }
  const defaults = `{allowed_hosts: ["${host}"], writes_ledger: false}`;
  writeFileSync(join(folder, 'tenants.yaml'), `defaults: ${defaults}\n`);
}

/** Starts one; it works and listens when this resolves. */
export async function startBotProcess(options: BotProcessOptions): Promise<BotProcess> {
  const { github, app, folder, databaseUrl, worker } = options;
  const child = spawn(process.execPath, [program, 'start'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      APP_ID: String(app.id),
      PRIVATE_KEY: app.privateKey,
      WEBHOOK_SECRET: app.webhookSecret,
      GITHUB_API_URL: github.apiUrl,
      GITHUB_SERVER_URL: github.gitUrl,
      PORT: '0',
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      GALLEY_DATA: join(folder, worker),
      GALLEY_SECRETS: join(folder, 'secrets'),
      GALLEY_TENANTS: join(folder, 'tenants.yaml'),
      GALLEY_WORKER: worker,
      GALLEY_QUIET: '0s',
      GALLEY_COMMENT_PAUSE: '1s',
      GALLEY_CHILD: await bundledChild(),
      LOG_LEVEL: 'debug',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const { log, url } = listenTo(child);
  return {
    url: await Promise.race([url, ended.then(() => Promise.reject(new Error(log())))]),
    log,
    kill: () => void child.kill('SIGKILL'),
    end: () => void child.kill('SIGTERM'),
    ended,
  };
}

function listenTo(child: ChildProcess): { log(): string; readonly url: Promise<string> } {
  const { promise: url, resolve } = Promise.withResolvers<string>();
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => {
      log += piece;
      const found = /listens at (\S+)\n/.exec(log)?.[1];
      if (found !== undefined) resolve(found);
    });
  }
  return { log: () => log, url };
}
