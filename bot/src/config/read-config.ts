import { join, resolve } from 'node:path';
import type { BotConfig } from './bot-config.ts';
import type { ConfigFault } from './config-fault.ts';
import type { ConfigPorts } from './config-ports.ts';
import { type EnvironmentReader, openEnvironment } from './open-environment.ts';
import { readApp } from './read-app.ts';
import { readGitHub } from './read-github.ts';
import { readTelemetry } from './read-telemetry.ts';
import { openTenantsFile, type TenantsFile } from './tenants-file.ts';
import type { VariableName } from './variables.ts';
import { type Environment, withSecretFiles } from './with-secret-files.ts';
import { everybody } from './written-tenants.ts';

/** The configuration, or everything that is wrong with it at once. */
export type ConfigOutcome =
  | {
      readonly config: BotConfig;
      /** tenants.yaml behind `config.tenants`, to be read again; undefined without the file. */
      readonly tenantsFile: TenantsFile | undefined;
      readonly faults?: undefined;
    }
  | { readonly config?: undefined; readonly faults: readonly ConfigFault[] };

const bytesPerMegabyte = 1_000_000;

/**
 * Reads the whole configuration from variables and the files that they name. Nothing of it is used when
 * anything is wrong.
 */
export function readConfig(variables: Environment, ports: ConfigPorts): ConfigOutcome {
  const whole = withSecretFiles(variables, ports);
  const environment = openEnvironment(whole.environment);
  const tenantsFile = readTenantsFile(environment, ports);
  const dataFolder =
    readFolder('GALLEY_DATA', environment, ports) ?? join(ports.workingFolder, 'galley-data');
  const secretsFolder = readFolder('GALLEY_SECRETS', environment, ports);
  const config: BotConfig = {
    app: readApp(environment),
    github: readGitHub(environment, ports),
    database: readDatabase(environment, dataFolder),
    server: {
      host: environment.text('HOST') ?? '127.0.0.1',
      port: environment.integer('PORT', { from: 0, to: 65_535, otherwise: 3000 }),
      webhookPath: readWebhookPath(environment),
      mostBytes: readBytes('GALLEY_WEBHOOK_MB', 25, environment),
    },
    git: {
      folder: readFolder('GALLEY_GIT_FOLDER', environment, ports) ?? join(dataFolder, 'git'),
      mostBytes: readBytes('GALLEY_GIT_CACHE_MB', 2048, environment),
      mostPackBytes: readBytes('GALLEY_GIT_PACK_MB', 256, environment),
    },
    workers: {
      looks: readCount('GALLEY_LOOKS', 4, environment),
      evaluations: readCount('GALLEY_EVALUATIONS', 2, environment),
      perTenant: readCount('GALLEY_PER_TENANT', 2, environment),
      quietMs: environment.duration('GALLEY_QUIET', 30_000),
      commentPauseMs: environment.duration('GALLEY_COMMENT_PAUSE', 10_000),
    },
    instance: readInstance(environment),
    worker: environment.text('GALLEY_WORKER') ?? ports.hostName,
    childFile: readFolder('GALLEY_CHILD', environment, ports),
    secretsFolder,
    telemetry: readTelemetry(environment),
    tenants: tenantsFile ?? everybody,
  };
  const unread = new Set(whole.faults.map(({ variable }) => variable));
  const faults = [
    ...whole.faults,
    ...environment.faults.filter(({ variable }) => !unread.has(`${variable}_PATH`)),
  ];
  return faults.length > 0 ? { faults } : { config, tenantsFile };
}

function readTenantsFile(
  environment: EnvironmentReader,
  ports: ConfigPorts,
): TenantsFile | undefined {
  const path = readFolder('GALLEY_TENANTS', environment, ports);
  if (path === undefined) return undefined;
  const { tenants, faults = [] } = openTenantsFile(path, ports.readText);
  for (const line of faults) {
    environment.fault('GALLEY_TENANTS', line, 'Nothing starts before the file is right.');
  }
  return tenants;
}

function readDatabase(environment: EnvironmentReader, dataFolder: string): BotConfig['database'] {
  const isWritten = environment.text('DATABASE_URL') !== undefined;
  const url = environment.url('DATABASE_URL', ['postgresql:', 'postgres:']);
  if (url !== undefined) return { kind: 'postgresql', url };
  return { kind: 'pglite', folder: isWritten ? undefined : join(dataFolder, 'database') };
}

function readWebhookPath(environment: EnvironmentReader): string {
  const path = environment.text('WEBHOOK_PATH') ?? '/api/github/webhooks';
  if (!/^\/[A-Za-z0-9._~/-]*$/.test(path) || /^\/(health|metrics)(\/|$)/.test(path)) {
    environment.fault(
      'WEBHOOK_PATH',
      `expected a path other than /health and /metrics, got ${JSON.stringify(path.slice(0, 100))}`,
      'Write for example WEBHOOK_PATH=/api/github/webhooks.',
    );
  }
  return path;
}

function readInstance(environment: EnvironmentReader): string {
  const instance = environment.text('GALLEY_INSTANCE') ?? 'default';
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(instance)) {
    environment.fault(
      'GALLEY_INSTANCE',
      `expected small letters, digits and dashes, got ${JSON.stringify(instance.slice(0, 100))}`,
      'Write for example GALLEY_INSTANCE=staging.',
    );
  }
  return instance;
}

/** A path made absolute. */
function readFolder(
  name: VariableName,
  environment: EnvironmentReader,
  { workingFolder }: ConfigPorts,
): string | undefined {
  const path = environment.text(name);
  return path === undefined ? undefined : resolve(workingFolder, path);
}

function readBytes(name: VariableName, otherwise: number, environment: EnvironmentReader): number {
  return environment.integer(name, { from: 1, to: 10_000_000, otherwise }) * bytesPerMegabyte;
}

function readCount(name: VariableName, otherwise: number, environment: EnvironmentReader): number {
  return environment.integer(name, { from: 1, to: 1_000, otherwise });
}
