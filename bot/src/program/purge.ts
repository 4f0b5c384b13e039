import { hostileProofInChild, keylessChildProcess } from '@galley/engine/keyless-child';
import { InvalidArgumentError } from 'commander';
import { openGitCache } from '../git/git-cache.ts';
import { fetchOver, openDispatcher } from '../github/open-dispatcher.ts';
import { openGitHubAccess } from '../github/open-github-access.ts';
import { purgeRepository } from '../history/purge-repository.ts';
import type { PurgeWhat } from '../history/purge-what.ts';
import { openDatabase } from '../store/open-database.ts';
import { listRepositories } from '../store/repositories.ts';
import type { CommandModule } from './contract.ts';
import { readConfiguration } from './read-configuration.ts';

interface PurgeOptions {
  readonly before?: Date;
  readonly run?: string;
  readonly actor?: string;
  readonly all?: true;
  readonly dryRun?: true;
}

/** `galley-bot purge`: takes run records, recordings and answers away for good. */
export const purgeCommand: CommandModule = (program, door, finish) => {
  program
    .command('purge')
    .description(
      'delete run records, recordings and answers, from the ledger branch and the database',
    )
    .argument('<repository>', 'acme/prompts, or acme for all of its repositories')
    .option('--before <day>', 'what is older than this day, 2026-11-01', dayOf)
    .option('--run <id>', 'one run')
    .option('--actor <login>', 'what this person asked for')
    .option('--all', 'everything')
    .option('--dry-run', 'say what would go, and delete nothing')
    .addHelpText(
      'after',
      `
Runs under way are left alone. Amounts of the present month stay, so that budgets hold.

Examples:
  galley-bot purge acme/prompts --before 2026-08-01 --dry-run
  galley-bot purge acme --actor ada`,
    )
    .action(async (repository: string, options: PurgeOptions) => {
      const what = whatOf(options);
      if (what === undefined) {
        door.say('galley-bot: name one of --before, --run, --actor and --all\n');
        return finish(2);
      }
      const read = readConfiguration(door);
      if (read === undefined) return finish(2);
      const { config } = read;
      const { clock, random } = door;
      const dispatcher = openDispatcher(config.github);
      const database = await openDatabase(config.database);
      try {
        const fetch = fetchOver(dispatcher);
        const parts = {
          config,
          database,
          clock,
          github: openGitHubAccess(config, { clock, random, fetch }),
          cache: openGitCache({ ...config.git, gitUrl: config.github.gitUrl, fetch, clock }),
          hostile: {
            openText: () => keylessChildProcess({ clock }),
            proof: hostileProofInChild({ clock }),
          },
        };
        const names = repository.includes('/')
          ? [repository]
          : (await listRepositories(database))
              .filter(({ owner }) => owner.toLowerCase() === repository.toLowerCase())
              .map(({ owner, name }) => `${owner}/${name}`);
        if (names.length === 0) {
          door.say(`galley-bot: the bot knows no repository of ${repository}\n`);
          return finish(2);
        }
        for (const name of names) {
          const asked = { repository: name, what, isDryRun: options.dryRun === true };
          const signal = new AbortController().signal;
          door.write(`${name}\n${await purgeRepository(parts, { ...asked, signal })}`);
        }
        finish(0);
      } finally {
        await database.close();
        await dispatcher.close();
      }
    });
};

/** `undefined` unless exactly one is named. */
function whatOf({ before, run, actor, all }: PurgeOptions): PurgeWhat | undefined {
  const named: PurgeWhat[] = [
    ...(before === undefined ? [] : [{ kind: 'before', date: before } as const]),
    ...(run === undefined ? [] : [{ kind: 'run', id: run } as const]),
    ...(actor === undefined ? [] : [{ kind: 'actor', login: actor } as const]),
    ...(all === undefined ? [] : [{ kind: 'all' } as const]),
  ];
  return named.length === 1 ? named[0] : undefined;
}

function dayOf(text: string): Date {
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError('It is a day such as 2026-11-01.');
  }
  return date;
}
