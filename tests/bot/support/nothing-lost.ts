import { expect } from 'vitest';
import type { Issue } from '../../fakes/github/state/model.ts';
import { type CrashStage, callNanoUsd } from './crash-stage.ts';

/** Calls that one evaluation has under way at once. */
const drawsAtOnce = 8;

/**
 * Holds what must hold after a story, however often the bot was killed: one comment, every command
 * answered once, nothing that waits, and what was paid is known.
 */
export async function expectNothingLost(stage: CrashStage, pull: Issue): Promise<void> {
  const { github, database } = stage;
  if (database !== undefined) {
    await stage.until('rest', async () => (await database.query(unfinished)).length === 0);
  }
  const { proof, answers } = stage.comments(pull);
  expect(proof).toHaveLength(1);
  const commands = github.commentsOn(pull).filter(({ body }) => body.startsWith('/galley'));
  expect(answers).toHaveLength(commands.length);
  for (const { reactions } of commands) {
    expect(reactions.map(({ content }) => content)).toEqual(['rocket']);
  }
  github.assertValid();
  expect(await spentNanoUsd(stage)).toBeGreaterThanOrEqual(
    stage.model.requests.length * callNanoUsd,
  );
}

/** Nothing is paid for twice but what a kill cut off. */
export function expectPaidOnce(stage: CrashStage, callsWithoutKills: number): void {
  const repeated = stage.model.requests.length - callsWithoutKills;
  expect(repeated).toBeGreaterThanOrEqual(0);
  expect(repeated).toBeLessThanOrEqual(drawsAtOnce * stage.kills());
}

/** What the database says is spent; infinite where it cannot be asked. */
export async function spentNanoUsd({ database }: CrashStage): Promise<number> {
  if (database === undefined) return Number.POSITIVE_INFINITY;
  const [row] = await database.query<{ spent: string }>(
    'select sum(spent)::text as spent from run',
  );
  return Number(row?.spent);
}

const unfinished = `
select 1 from pgboss.job where state in ('created', 'retry', 'active') and name <> 'sweep'
union all select 1 from effect where done_version < version
union all select 1 from pull_request where settled_generation < generation
union all select 1 from command where state = 'waiting'
union all select 1 from run where state = 'open'`;
