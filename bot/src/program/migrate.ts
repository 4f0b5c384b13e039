import { InvalidArgumentError } from 'commander';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/open-database.ts';
import type { CommandModule } from './contract.ts';
import { readConfiguration } from './read-configuration.ts';

/** `galley-bot migrate`: brings the tables to a version. */
export const migrateCommand: CommandModule = (program, door, finish) => {
  program
    .command('migrate')
    .description('bring the tables of the database up to date; `start` does it, too')
    .option('--to <version>', 'back or forward to this version', versionOf)
    .action(async ({ to }: { readonly to?: number }) => {
      const read = readConfiguration(door);
      if (read === undefined) return finish(2);
      const database = await openDatabase(read.config.database);
      try {
        const moved = await migrate(database, to === undefined ? {} : { to });
        const what = moved.from === moved.to ? 'are at' : `went from ${moved.from} to`;
        door.say(`galley-bot: the tables ${what} version ${moved.to}\n`);
        finish(0);
      } finally {
        await database.close();
      }
    });
};

function versionOf(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('It is a whole number from 0.');
  return Number(text);
}
