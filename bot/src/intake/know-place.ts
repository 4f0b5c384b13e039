import type { Queryable } from '../store/database.ts';
import { upsertInstallation } from '../store/installations.ts';
import { findRepository, upsertRepository } from '../store/repositories.ts';
import type { RepositoryFacts } from './intents.ts';

/**
 * Knows where an event happened. Nothing is written for what is known already, as every event of an
 * account would wait for the one before it.
 * @returns false when the installation was removed: what still arrives of it came late
 */
export async function knowPlace(sql: Queryable, at: RepositoryFacts): Promise<boolean> {
  const known = await findRepository(sql, at.repositoryId);
  const isSame =
    known !== undefined &&
    !known.isRemoved &&
    known.installationId === at.installationId &&
    known.accountId === at.accountId &&
    known.account === at.account &&
    known.owner === at.owner &&
    known.name === at.name;
  if (isSame) return true;
  if (await isInstallationRemoved(sql, at.installationId)) return false;
  await upsertInstallation(sql, at);
  await upsertRepository(sql, at);
  return true;
}

/** A removed installation never comes back: the App installed again has another id. */
export async function isInstallationRemoved(
  sql: Queryable,
  installationId: number,
): Promise<boolean> {
  const rows = await sql.query(
    'select id from installation where id = $1 and removed_at is not null',
    [installationId],
  );
  return rows.length > 0;
}
