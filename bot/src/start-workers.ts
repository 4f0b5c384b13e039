import type { BotParts } from './bot-parts.ts';
import { publishEffects } from './effects/publish-effects.ts';
import { workOffHistory } from './history/work-off-history.ts';
import { evaluatePullRequest } from './pull-request/evaluate.ts';
import { lookAt } from './pull-request/look.ts';
import { proveGroup } from './pull-request/prove-group.ts';
import { tellOfTrouble } from './pull-request/tell-of-trouble.ts';
import { carryOutSweep } from './sweeps/carry-out-sweep.ts';

/** Works off every kind of job; a new kind is a line here. */
export async function startWorkers(parts: BotParts): Promise<void> {
  const { queue, config } = parts;
  const { looks, evaluations, perTenant } = config.workers;
  const free = { atOnce: looks, perTenant: Math.max(1, looks - 1) };
  const paid = { atOnce: evaluations, perTenant };
  // GitHub wants writes of one installation one after the other.
  const inTurn = { atOnce: looks, perTenant: 1 };
  await queue.work('look', free, ({ data, signal, retries }) =>
    lookAt(parts, data, signal).catch((error: unknown) =>
      tellOfTrouble(parts, data, { error, retries }),
    ),
  );
  await queue.work('evaluate', paid, ({ data, signal }) =>
    evaluatePullRequest(parts, data, signal),
  );
  await queue.work('group', paid, ({ data, signal }) => proveGroup(parts, data, signal));
  await queue.work('publish', inTurn, ({ data, signal }) =>
    publishEffects(parts, data.repositoryId, signal),
  );
  await queue.work('history', inTurn, ({ data, signal }) =>
    workOffHistory(parts, data.repositoryId, signal),
  );
  await queue.work('sweep', { atOnce: 1, perTenant: 1 }, ({ data, signal }) =>
    carryOutSweep(parts, data.sweep, signal),
  );
}
