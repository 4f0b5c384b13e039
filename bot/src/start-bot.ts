import {
  type ChildEntry,
  findChildGuard,
  hostileProofInChild,
  keylessChildEntry,
  keylessChildProcess,
} from '@galley/engine/keyless-child';
import type { Clock, Random } from '@galley/engine/ports';
import type { BotParts } from './bot-parts.ts';
import type { BotConfig } from './config/bot-config.ts';
import { checkSecretsFolder } from './config/check-secrets-folder.ts';
import { configSecrets } from './config/config-secrets.ts';
import { secretsOf } from './config/secrets-of.ts';
import { openGitCache } from './git/git-cache.ts';
import { fetchOver, openDispatcher } from './github/open-dispatcher.ts';
import { openGitHubAccess } from './github/open-github-access.ts';
import { openWebhookServer } from './intake/open-webhook-server.ts';
import { openIntake } from './intake/take-delivery.ts';
import { isJobKind } from './queue/job-settings.ts';
import { openQueue } from './queue/open-queue.ts';
import type { Job, JobData } from './queue/queue.ts';
import { startWorkers } from './start-workers.ts';
import { migrate } from './store/migrate.ts';
import { openDatabase } from './store/open-database.ts';
import { findRepository } from './store/repositories.ts';
import { startSweeps, wantSweep } from './sweeps/start-sweeps.ts';
import { freeBytes } from './telemetry/free-bytes.ts';
import { healthRoutes } from './telemetry/health-routes.ts';
import { type LogLevel, openLog } from './telemetry/log.ts';
import { openMaskedValues } from './telemetry/masked-values.ts';
import { openTelemetry } from './telemetry/telemetry.ts';
import type { JobFacts } from './telemetry/watch-queue.ts';

/** What a bot needs of the process that it runs in. */
export interface BotPorts {
  readonly clock: Clock;
  readonly random: Random;
  /** Takes one line of the log, with its line break. */
  writeLog(line: string, level: LogLevel): void;
  readonly version: string;
  /** Whether metrics tell of this process, too; once per process. */
  readonly measuresProcess: boolean;
}

/** A bot at work. */
export interface Bot {
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Has one round of a sweep made now, not only in its turn. */
  sweep(sweep: JobData['sweep']['sweep']): Promise<void>;
  /** Takes nothing new, gives what is at work so long to end, and leaves the rest for the next start. */
  stop(options: { readonly graceMs: number }): Promise<void>;
}

/**
 * Starts a bot: brings the tables up to date, works off what waits, and listens.
 * @throws whatever the database, the key or the port refuses; nothing is left running
 */
export async function startBot(config: BotConfig, ports: BotPorts): Promise<Bot> {
  const opened: (() => Promise<unknown>)[] = [];
  const closeAll = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    return await start(config, ports, { opened, closeAll });
  } catch (error) {
    await closeAll();
    throw error;
  }
}

interface Closing {
  /** How to close what is open, in the order of opening. */
  readonly opened: (() => Promise<unknown>)[];
  closeAll(): Promise<void>;
}

async function start(
  config: BotConfig,
  { clock, random, ...ports }: BotPorts,
  { opened, closeAll }: Closing,
): Promise<Bot> {
  const masked = openMaskedValues(configSecrets(config));
  const log = openLog(config.telemetry.logLevel, {
    now: () => clock.now(),
    write: ports.writeLog,
    secrets: () => masked.values(),
  });
  const database = await openDatabase(config.database);
  opened.push(() => database.close());
  const tables = await migrate(database);
  const { secretsFolder } = config;
  const warnings = secretsFolder === undefined ? [] : checkSecretsFolder(secretsFolder);
  for (const warning of warnings) log.warn('secrets-exposed', { ...warning });
  const dispatcher = openDispatcher(config.github);
  opened.push(() => dispatcher.close());
  const plainQueue = openQueue(database, {
    worker: config.worker,
    // Why a job failed is logged where it is watched.
    onError: (error, doing) => {
      if (!isJobKind(doing)) log.error('queue-failed', { doing, error });
    },
  });
  const telemetry = openTelemetry(config, {
    clock,
    log,
    fetch: fetchOver(dispatcher),
    secrets: masked,
    version: ports.version,
    measuresProcess: ports.measuresProcess,
    factsOf: (job) => factsOf(database, job),
    sample: async () => ({
      queue: await plainQueue.depth(),
      freeBytes: await freeBytes(config.git.folder),
    }),
  });
  opened.push(() => telemetry.stop());
  const queue = telemetry.watchQueue(plainQueue);
  const fetch = telemetry.watchFetch(fetchOver(dispatcher));
  const onEvent = telemetry.requestHeld;
  const github = openGitHubAccess(config, { clock, random, fetch, onEvent });
  const { childFile } = config;
  const child = {
    clock,
    guard: await findChildGuard(),
    entry: childFile === undefined ? keylessChildEntry() : bundledEntry(childFile),
  };
  const proof = hostileProofInChild(child);
  opened.push(() => proof.dispose());
  const parts: BotParts = {
    config,
    database,
    queue,
    github,
    cache: openGitCache({
      ...config.git,
      gitUrl: config.github.gitUrl,
      fetch,
      clock,
      worker: config.worker,
    }),
    hostile: { openText: () => keylessChildProcess(child), proof },
    secretsOf: (account, allowedHosts) =>
      secretsOf(config.secretsFolder, account, {
        allowedHosts,
        onFound: (value) => masked.add(value),
      }),
    clock,
    random,
    log,
    telemetry,
  };
  await queue.start();
  let isWorking = true;
  const stopWork = async (graceMs: number) => {
    if (isWorking) await queue.stop({ graceMs });
    isWorking = false;
  };
  opened.push(() => stopWork(0));
  await startWorkers(parts);
  const sweeps = startSweeps(parts);
  opened.push(async () => sweeps.stop());
  const server = await openWebhookServer({
    server: config.server,
    webhookSecrets: config.app.webhookSecrets,
    take: openIntake({ database, queue, clock, appId: config.app.id, tenants: config.tenants }),
    clock,
    routes: healthRoutes({
      checks: {
        database: async () => (await database.query('select 1')).length === 1,
        github: async () => (await github.self()).login !== '',
      },
      readMetrics: telemetry.readMetrics,
    }),
    onEvent: (event) => {
      if (event.kind === 'webhook-answered') {
        telemetry.deliveryAnswered(event);
        const { kind, event: name, ...facts } = event;
        log.debug(kind, { webhook: name, ...facts });
      } else {
        const { kind, ...facts } = event;
        log.error(kind, facts);
      }
    },
  });
  log.info('bot-started', { url: server.url, database: database.kind, tables: tables.to });
  return {
    url: server.url,
    sweep: (sweep) => wantSweep(queue, sweep),
    async stop({ graceMs }) {
      log.info('bot-stopping', { graceMs });
      sweeps.stop();
      await server.close({ graceMs: Math.min(graceMs, 5_000) });
      await stopWork(graceMs);
      await closeAll();
      log.info('bot-stopped');
    },
  };
}

/** Bundled, the child reads itself alone. */
function bundledEntry(file: string): ChildEntry {
  return { file, readable: [file] };
}

async function factsOf(
  database: BotParts['database'],
  { data }: Job,
): Promise<JobFacts | undefined> {
  if (!('repositoryId' in data)) return undefined;
  const known = await findRepository(database, data.repositoryId);
  return known && { account: known.account, repository: `${known.owner}/${known.name}` };
}
