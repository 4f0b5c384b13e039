import { GalleyError } from '@galley/engine/errors';
import { plural } from '@galley/engine/units';
import type { BotParts } from '../bot-parts.ts';
import { listRepositories } from '../store/repositories.ts';
import { openHistory } from './open-history.ts';
import { type PurgeReport, purgeHistory } from './purge-history.ts';
import type { PurgeWhat } from './purge-what.ts';

/**
 * Carries out `galley-bot purge` for one repository; what was taken away, or would be, as text.
 * @param options.repository `acme/prompts`
 * @throws GalleyError `usage` for a repository that the bot does not know
 */
export async function purgeRepository(
  parts: Pick<BotParts, 'github' | 'database' | 'config' | 'cache' | 'hostile' | 'clock'>,
  options: {
    readonly repository: string;
    readonly what: PurgeWhat;
    readonly isDryRun: boolean;
    readonly signal: AbortSignal;
  },
): Promise<string> {
  const { repository, what, isDryRun, signal } = options;
  const { database, clock } = parts;
  const known = (await listRepositories(database)).find(
    ({ owner, name }) => `${owner}/${name}`.toLowerCase() === repository.toLowerCase(),
  );
  if (known === undefined) {
    throw new GalleyError('usage', `the bot knows no repository ${repository}`, {
      data: { repository },
      hint: 'Write owner/name of a repository that the App is installed on.',
    });
  }
  const opened = await openHistory(parts, known, signal);
  const place = opened !== undefined && 'place' in opened ? opened.place : undefined;
  const report = await purgeHistory(database, {
    repositoryId: known.repositoryId,
    ...(place && { place }),
    ...{ what, isDryRun, nowMs: clock.now() },
  });
  const refused = opened !== undefined && 'refused' in opened ? opened.refused : undefined;
  return formatPurge(report, { isDryRun, refused });
}

/** The report for people. */
export function formatPurge(
  report: PurgeReport,
  { isDryRun, refused }: { readonly isDryRun: boolean; readonly refused?: string | undefined },
): string {
  const done = isDryRun ? 'would be deleted' : 'deleted';
  const lines = [
    ...branchLines(report, { done, refused: refused ?? report.why }),
    `database: ${plural(report.runs, 'run')}, ${plural(report.answers, 'answer')} and ${plural(report.steps, 'result')} ${done}`,
    ...(report.emptiedRuns === 0
      ? []
      : [
          `database: of ${plural(report.emptiedRuns, 'run')} of this month only amounts ${isDryRun ? 'would stay' : 'stay'}, so that budgets hold`,
        ]),
    ...(isDryRun
      ? ['Nothing was changed. Leave --dry-run out to do it.']
      : [
          'GitHub keeps commits that no branch has for some time, and backups keep what they have.',
        ]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function branchLines(
  { files, cassettes, branch }: PurgeReport,
  { done, refused }: { readonly done: string; readonly refused: string | undefined },
): string[] {
  if (refused !== undefined) return [`branch: left as it is: ${refused}`];
  if (branch === 'not-asked') return ['branch: the operator lets the bot write none'];
  if (branch === 'no-branch') return ['branch: there is none'];
  return [
    ...files.map((path) => `branch: ${path} ${done}`),
    ...cassettes.map((path) => `branch: lines of ${path} ${done}`),
    ...(files.length + cassettes.length === 0 ? ['branch: nothing to delete'] : []),
  ];
}
