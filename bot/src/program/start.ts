import * as http from 'node:http';
import { GalleyError } from '@galley/engine/errors';
import type { BotConfig } from '../config/bot-config.ts';
import { watchTenants } from '../config/watch-tenants.ts';
import { startBot } from '../start-bot.ts';
import { openLog } from '../telemetry/log.ts';
import type { CommandModule } from './contract.ts';
import { readConfiguration } from './read-configuration.ts';

/** What is at work has so long to end before the process does. */
const graceMs = 25_000;
const tenantsEveryMs = 5_000;

/** `galley-bot start`: listens and works until the process is asked to end. */
export const startCommand: CommandModule = (program, door, finish) => {
  program
    .command('start', { isDefault: true })
    .description('listen for webhooks and proof pull requests')
    .addHelpText('after', '\nSIGTERM ends it: what is at work gets 25 seconds, the rest waits.')
    .action(async () => {
      const read = readConfiguration(door);
      if (read === undefined) return finish(2);
      const { config, tenantsFile } = read;
      const { clock, random, version } = door;
      useProxyForModels(config.github);
      const writeLog = (line: string) => door.write(line);
      const bot = await startBot(config, {
        clock,
        random,
        version,
        writeLog,
        measuresProcess: true,
      });
      const log = openLog(config.telemetry.logLevel, {
        now: () => clock.now(),
        write: writeLog,
        secrets: () => [],
      });
      const unwatch = tenantsFile && watchTenants(tenantsFile, { log, everyMs: tenantsEveryMs });
      door.say(`galley-bot listens at ${bot.url}${config.server.webhookPath}\n`);
      const signal = await door.stopped();
      door.say(`galley-bot: ${signal}, ending\n`);
      unwatch?.();
      await bot.stop({ graceMs });
      finish(0);
    });
};

/**
 * Models are called with Node's own `fetch`, which takes a proxy for the whole process.
 * @throws GalleyError `usage` on a Node that cannot
 */
function useProxyForModels({ proxyUrl, noProxy = [] }: BotConfig['github']): void {
  if (proxyUrl === undefined) return;
  if (http.setGlobalProxyFromEnv === undefined) {
    throw new GalleyError(
      'usage',
      `a proxy needs Node 24.14 or newer, and this is ${process.version}`,
    );
  }
  http.setGlobalProxyFromEnv({
    HTTP_PROXY: proxyUrl,
    HTTPS_PROXY: proxyUrl,
    NO_PROXY: noProxy.join(','),
  });
}
