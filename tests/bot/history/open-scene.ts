import { createTally, type RunRecord } from '@galley/engine/ledger';
import { fetchOver, openDispatcher } from '../../../bot/src/github/open-dispatcher.ts';
import { openGitHubAccess } from '../../../bot/src/github/open-github-access.ts';
import type { HistoryPlace } from '../../../bot/src/history/ledger-branch.ts';
import type { Database } from '../../../bot/src/store/database.ts';
import { migrate } from '../../../bot/src/store/migrate.ts';
import { openDatabase } from '../../../bot/src/store/open-database.ts';
import { runGit } from '../../fakes/github/git/run-git.ts';
import { type Desk, openDesk } from '../../fakes/github/testing/open-desk.ts';

/** 21 November 2026, noon. */
export const nowMs = Date.UTC(2026, 10, 21, 12);

/** A GitHub with one repository, and a database with its finished runs. */
export interface Scene {
  readonly desk: Desk;
  readonly database: Database;
  readonly repositoryId: number;
  /** The branch of the test at work. */
  place: HistoryPlace;
  /** Another branch and no runs: for the next test. */
  begin(): Promise<void>;
  /** A finished run in the database; the record is made of what is given. */
  addRun(run: {
    readonly id: string;
    readonly startedAt?: string;
    readonly who?: string;
    readonly costNanoUsd?: number;
    readonly recordings?: readonly object[];
  }): Promise<void>;
  /** Files of the ledger branch with their texts. */
  files(branch?: string): ReadonlyMap<string, string>;
  /** Ids of the branch's commits, the newest first. */
  commits(branch?: string): readonly string[];
  unwritten(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Opens a scene of its own. */
export async function openScene(): Promise<Scene> {
  const desk = await openDesk();
  const database = await openDatabase({ kind: 'pglite', folder: undefined });
  await migrate(database);
  const { app, github, installation, repository } = desk;
  const access = openGitHubAccess(
    {
      app: { id: app.id, privateKey: app.privateKey, webhookSecrets: [] },
      github: { apiUrl: github.apiUrl, gitUrl: github.gitUrl },
    },
    {
      clock: {
        now: () => Date.now(),
        elapsedMs: () => performance.now(),
        sleep: async () => undefined,
      },
      random: { next: () => 0.5 },
      fetch: fetchOver(openDispatcher({})),
    },
  );
  const repositoryId = repository.id;
  const at = { installationId: installation.id, repositoryId, owner: 'acme', name: 'prompts' };
  const ledger = await access.openAccess(at, 'ledger');
  let count = 0;
  const nextPlace = () => {
    count += 1;
    return { access: ledger, branch: `galley/ledger-${count}`, prefix: '' };
  };
  const git = (...command: string[]) => runGit(repository.store, command).toString().trim();
  const scene: Scene = {
    ...{ desk, database, repositoryId },
    place: nextPlace(),
    async begin() {
      scene.place = nextPlace();
      github.faults.clear();
      await database.query('delete from run');
    },
    async addRun({ id, startedAt = '2026-11-21T10:00:00.000Z', who = 'ada', ...run }) {
      const record = recordOf({ id, startedAt, who, costNanoUsd: run.costNanoUsd ?? 1_000 });
      await database.query(
        `insert into run (id, repository_id, account_id, number, actor, month, worker, state, spent, began_at, closed_at, record, recordings)
        values ($1, $2, 1, 7, $3, $4, 'bot-1', 'closed', $5, $6, $6, $7::jsonb, $8::jsonb)`,
        [
          ...[id, repositoryId, who, startedAt.slice(0, 7), record.totals.knownCostNanoUsd],
          ...[
            startedAt,
            JSON.stringify(record),
            run.recordings ? JSON.stringify(run.recordings) : null,
          ],
        ],
      );
    },
    files(branch = scene.place.branch) {
      const names = git('ls-tree', '-r', '--name-only', branch).split('\n');
      return new Map(
        names
          .filter((name) => name !== '')
          .map((name) => [
            name,
            runGit(repository.store, ['show', `${branch}:${name}`]).toString(),
          ]),
      );
    },
    commits: (branch = scene.place.branch) => git('rev-list', branch).split('\n'),
    async unwritten() {
      const rows = await database.query<{ id: string }>(
        'select id from run where written_at is null order by id',
      );
      return rows.map(({ id }) => id);
    },
    async close() {
      github.assertValid();
      await database.close();
      await github.close();
    },
  };
  return scene;
}

function recordOf(run: {
  readonly id: string;
  readonly startedAt: string;
  readonly who: string;
  readonly costNanoUsd: number;
}): RunRecord {
  const { id, startedAt, who, costNanoUsd } = run;
  const totals = {
    ...createTally().totals(),
    ...{ calls: 1, requestsSent: 1, inputTokens: 100, outputTokens: 20, billedTokens: 120 },
    ...{ costNanoUsd, knownCostNanoUsd: costNanoUsd },
  };
  return {
    ...{ v: 1, id, who, door: 'bot', command: 'proof', startedAt, finishedAt: startedAt },
    commits: { base: 'b'.repeat(40), head: 'a'.repeat(40) },
    ...{ pullRequest: 7, policyHash: null, planHash: '', status: 'passed' },
    totals,
    byModel: { small: totals },
    byPrompt: {},
    suites: [],
  };
}
