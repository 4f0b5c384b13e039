import { keylessChildProcess } from '@galley/engine/keyless-child';
import { doctor } from '../doctor/doctor.ts';
import { findingLines } from '../doctor/finding.ts';
import { fetchOver, openDispatcher } from '../github/open-dispatcher.ts';
import { openGitHubAccess } from '../github/open-github-access.ts';
import { migrations } from '../store/migrations/registry.ts';
import { openDatabase } from '../store/open-database.ts';
import type { CommandModule } from './contract.ts';
import { readConfiguration } from './read-configuration.ts';

/** `galley-bot doctor`: what is wrong with the set-up, and how to mend it. */
export const doctorCommand: CommandModule = (program, door, finish) => {
  program
    .command('doctor')
    .description('say what is wrong with the set-up and how to mend it; changes nothing')
    .argument('[repositories…]', 'only these, as acme/prompts')
    .option('--format <format>', 'text or json', 'text')
    .addHelpText(
      'after',
      '\nExit code 1 when something does not work, 2 with a wrong configuration.',
    )
    .action(async (repositories: string[], { format }: { readonly format: string }) => {
      const read = readConfiguration(door);
      if (read === undefined) return finish(2);
      const { config } = read;
      const { clock, random } = door;
      const dispatcher = openDispatcher(config.github);
      try {
        const findings = await doctor({
          config,
          github: openGitHubAccess(config, { clock, random, fetch: fetchOver(dispatcher) }),
          clock,
          openDatabase: () => openDatabase(config.database),
          newestTables: migrations.length,
          guard: () => keylessChildProcess({ clock }).guard(),
          ...(repositories.length > 0 && { repositories }),
        });
        if (format === 'json') door.write(`${JSON.stringify(findings, undefined, 2)}\n`);
        else door.write(`${findingLines(findings).join('\n')}\n`);
        finish(findings.some(({ level }) => level === 'error') ? 1 : 0);
      } finally {
        await dispatcher.close();
      }
    });
};
