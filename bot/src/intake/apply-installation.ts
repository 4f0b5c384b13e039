import type { Queue } from '../queue/queue.ts';
import type { Queryable } from '../store/database.ts';
import {
  markInstallationRemoved,
  setInstallationSuspended,
  upsertInstallation,
} from '../store/installations.ts';
import { findRepository, markRepositoryRemoved, upsertRepository } from '../store/repositories.ts';
import type { Intent } from './intents.ts';
import { isInstallationRemoved } from './know-place.ts';

interface Ports {
  readonly queue: Queue;
}

/** Knows an installation, or that it is suspended or removed: then nothing more is done for it. */
export async function applyInstallation(
  sql: Queryable,
  intent: Extract<Intent, { kind: 'installation' }>,
  ports: Ports,
): Promise<void> {
  const { installationId, what } = intent;
  if (await isInstallationRemoved(sql, installationId)) return;
  await upsertInstallation(sql, intent);
  if (what === 'removed') await markInstallationRemoved(sql, installationId);
  if (what === 'suspended') await setInstallationSuspended(sql, installationId, true);
  if (what === 'resumed') await setInstallationSuspended(sql, installationId, false);
  if (what === 'created' || what === 'resumed') await lookAround(sql, ports);
}

/** Knows which repositories an installation covers, by their present names. */
export async function applyRepositories(
  sql: Queryable,
  intent: Extract<Intent, { kind: 'repositories' }>,
  ports: Ports,
): Promise<void> {
  const { installationId, added, removed } = intent;
  if (await isInstallationRemoved(sql, installationId)) return;
  await upsertInstallation(sql, intent);
  let isAnyNew = false;
  for (const { id: repositoryId, fullName } of added) {
    const known = await findRepository(sql, repositoryId);
    isAnyNew ||= known === undefined || known.isRemoved;
    const [owner = '', name = ''] = fullName.split('/');
    await upsertRepository(sql, { repositoryId, installationId, owner, name });
  }
  for (const { id } of removed) await markRepositoryRemoved(sql, id);
  if (isAnyNew) await lookAround(sql, ports);
}

/** Installing comes in bursts of events. */
const burstMs = 10_000;

/** Finds pull requests that were open before anybody told us of them. */
async function lookAround(sql: Queryable, { queue }: Ports): Promise<void> {
  const share = { key: 'reconcile', tenant: 'operator' };
  const when = { afterMs: burstMs, within: sql };
  await queue.send('sweep', { sweep: 'reconcile' }, { ...share, ...when });
}
