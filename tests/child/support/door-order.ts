import type { ProofOrder } from '@galley/engine/keyless-child';
import { createBudget } from '@galley/engine/ledger';
import { createDeskSharing, createModelDesk } from '@galley/engine/models';
import type { Clock, Secrets } from '@galley/engine/ports';

const clock: Clock = {
  now: () => Date.UTC(2026, 10, 21),
  elapsedMs: () => 0,
  sleep: async () => {},
};

/** An order as a door gives it, over real desks without secrets. */
export function doorOrder(
  change: Partial<ProofOrder> & { readonly secrets?: Secrets } = {},
): ProofOrder {
  const { secrets = noSecrets, ...given } = change;
  const { mode = 'auto' } = given;
  const spend = createBudget({ capNanoUsd: 2_000_000_000, mode: 'strict' });
  const ports = { clock, random: { next: () => 0.5 }, secrets, spend };
  const shared = { ...ports, mode, emit: () => {}, allowPrivateHosts: true };
  const sharing = createDeskSharing({ clock, spend });
  return {
    mode,
    concurrency: 4,
    notExecutedDefault: 'error',
    capNanoUsd: 2_000_000_000,
    createDesk: (project, scriptedFiles) =>
      createModelDesk({ ...shared, sharing, project, scriptedFiles }),
    ...given,
  };
}

const noSecrets: Secrets = { find: () => undefined, values: () => [], advice: 'There are none.' };
