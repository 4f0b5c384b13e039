import type { Queryable } from './database.ts';

/** Where the App is installed. */
export interface Installation {
  readonly installationId: number;
  /** Login of the user or organisation. */
  readonly account: string;
  readonly accountId: number;
}

/** Knows an installation, or its newer name; one that was removed is there again. */
export async function upsertInstallation(
  sql: Queryable,
  { installationId, account, accountId }: Installation,
): Promise<void> {
  await sql.query(
    `insert into installation (id, account, account_id) values ($1, $2, $3)
     on conflict (id) do update set account = excluded.account, account_id = excluded.account_id,
       removed_at = null, seen_at = now()`,
    [installationId, account, accountId],
  );
}

/** Nothing is done for a suspended installation until it is resumed. */
export async function setInstallationSuspended(
  sql: Queryable,
  installationId: number,
  isSuspended: boolean,
): Promise<void> {
  await sql.query('update installation set is_suspended = $2 where id = $1', [
    installationId,
    isSuspended,
  ]);
}

/** Nothing is done for a removed installation and its repositories. */
export async function markInstallationRemoved(
  sql: Queryable,
  installationId: number,
): Promise<void> {
  await sql.query('update installation set removed_at = now() where id = $1', [installationId]);
  await sql.query(
    `update repository set removed_at = now()
     where installation_id = $1 and removed_at is null`,
    [installationId],
  );
}

/** Every installation that was not removed. */
export async function listInstallations(sql: Queryable): Promise<Installation[]> {
  const rows = await sql.query<{ id: bigint; account: string; account_id: bigint }>(
    'select id, account, account_id from installation where removed_at is null order by id',
  );
  return rows.map(({ id, account, account_id }) => ({
    installationId: Number(id),
    account,
    accountId: Number(account_id),
  }));
}
