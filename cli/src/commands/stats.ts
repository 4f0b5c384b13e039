import { join } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import {
  type RunGrouping,
  type RunSummary,
  readRunRecords,
  runGroupings,
  summarizeRuns,
} from '@galley/engine/ledger';
import { csvRow } from '@galley/engine/report';
import { parseDuration } from '@galley/engine/units';
import { Option } from 'commander';
import { addCommonOptions } from '../options/common-options.ts';
import { formatStats } from '../output/format-stats.ts';
import { toJson } from '../output/to-json.ts';
import { commandAction, type Session } from '../session.ts';
import { openWorkspace } from '../workspace/open-workspace.ts';
import type { CommandModule } from './contract.ts';

interface StatsOptions {
  readonly since?: string;
  readonly by: RunGrouping;
}

/** `galley stats`: what runs cost and saved. */
export const statsCommand: CommandModule = {
  configure(command, door, finish) {
    command
      .option('--since <when>', 'runs from this day (2026-11-01, UTC) or this long ago (30d)')
      .addOption(
        new Option('--by <what>', 'what to add up by').choices([...runGroupings]).default('day'),
      );
    addCommonOptions(command, ['text', 'json', 'csv'], false).addHelpText(
      'after',
      `
Runs are those of this machine (.galley/runs) and, where the repository has it,
of the branch galley/ledger. "saved" is what answers from caches and recordings
would have cost. Proofs do not know what each prompt cost and stand under "(not
told)" in --by prompt. Needs @duckdb/node-api.

Examples:
  galley stats
  galley stats --by model --since 30d
  galley stats --by prompt --since 2026-11-01 --format csv --output costs.csv`,
    );
    commandAction(command, door, finish, stats);
  },
};

async function stats(session: Session<StatsOptions>): Promise<number> {
  const { door, options, out } = session;
  const sinceMs = readSince(options.since, door.clock.now());
  const workspace = openWorkspace(session);
  const { records, unreadable } = await readRunRecords(
    join(workspace.folder, '.galley'),
    await workspace.git(),
  );
  const chosen = records.filter(({ startedAt }) => Date.parse(startedAt) >= sinceMs);
  const summaries =
    chosen.length === 0 ? [] : await summarizeRuns(chosen, { by: options.by, clock: door.clock });
  if (unreadable > 0) session.note(`${unreadable} run records cannot be read and are not counted`);
  if (options.format === 'json') {
    const since = Number.isFinite(sinceMs) ? new Date(sinceMs).toISOString() : null;
    out.write(`${toJson({ by: options.by, since, rows: summaries, unreadable }, 2)}\n`);
  } else if (options.format === 'csv') {
    writeCsv(session, summaries);
  } else if (summaries.length === 0) {
    session.note(
      options.since === undefined ? 'no runs are recorded yet' : 'no runs are recorded since then',
    );
  } else {
    out.write(formatStats(summaries, options.by, session.colors));
  }
  return 0;
}

/** Money in whole nano-dollars; an unknown cost is an empty cell. */
function writeCsv({ options, out }: Session<StatsOptions>, summaries: readonly RunSummary[]): void {
  const columns = [
    ...(['runs', 'calls', 'requestsSent', 'cached', 'replayed', 'failed'] as const),
    ...(['inputTokens', 'outputTokens', 'costNanoUsd', 'knownCostNanoUsd'] as const),
    ...(['unknownCostCalls', 'savedNanoUsd'] as const),
  ];
  out.write(csvRow([options.by, ...columns]));
  for (const summary of summaries) {
    out.write(csvRow([summary.key ?? '', ...columns.map((column) => summary[column] ?? '')]));
  }
}

function readSince(since: string | undefined, nowMs: number): number {
  if (since === undefined) return Number.NEGATIVE_INFINITY;
  const agoMs = parseDuration(since);
  if (agoMs !== undefined) return nowMs - agoMs;
  const dayMs = /^\d{4}-\d{2}-\d{2}$/.test(since) ? Date.parse(`${since}T00:00:00Z`) : Number.NaN;
  if (Number.isFinite(dayMs)) return dayMs;
  throw new GalleyError('usage', `--since expects a day or a duration, got ${since.slice(0, 40)}`, {
    hint: 'Write for example --since 2026-11-01 or --since 30d.',
  });
}
