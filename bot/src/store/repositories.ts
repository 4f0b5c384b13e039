import type { Queryable } from './database.ts';

/** A repository and whose it is. */
export interface KnownRepository {
  readonly repositoryId: number;
  readonly owner: string;
  readonly name: string;
  readonly installationId: number;
  readonly accountId: number;
  /** Login of the account that installed the App. */
  readonly account: string;
  /** The App cannot reach it (any more): removed from the installation, or that removed or suspended. */
  readonly isRemoved: boolean;
}

/** Knows a repository, or its newer name or owner; one that was removed is there again. */
export async function upsertRepository(
  sql: Queryable,
  repository: Pick<KnownRepository, 'repositoryId' | 'installationId' | 'owner' | 'name'>,
): Promise<void> {
  const { repositoryId, installationId, owner, name } = repository;
  await sql.query(
    `insert into repository (id, installation_id, owner, name) values ($1, $2, $3, $4)
     on conflict (id) do update set installation_id = excluded.installation_id,
       owner = excluded.owner, name = excluded.name, removed_at = null, seen_at = now()`,
    [repositoryId, installationId, owner, name],
  );
}

/** Nothing is done for a removed repository. */
export async function markRepositoryRemoved(sql: Queryable, repositoryId: number): Promise<void> {
  await sql.query('update repository set removed_at = now() where id = $1', [repositoryId]);
}

/** A repository by id; `undefined` when it never sent anything. */
export async function findRepository(
  sql: Queryable,
  repositoryId: number,
): Promise<KnownRepository | undefined> {
  const [row] = await sql.query<RepositoryRow>(`${selectRepository} where r.id = $1`, [
    repositoryId,
  ]);
  return row && toRepository(row);
}

/** A repository that the App can reach, by its present name; letter case does not matter. */
export async function findRepositoryByName(
  sql: Queryable,
  owner: string,
  name: string,
): Promise<KnownRepository | undefined> {
  const [row] = await sql.query<RepositoryRow>(
    `${selectRepository} where lower(r.owner) = lower($1) and lower(r.name) = lower($2)
     order by r.seen_at desc limit 1`,
    [owner, name],
  );
  const found = row && toRepository(row);
  return found?.isRemoved === false ? found : undefined;
}

/** Every repository that the App can reach, by id. */
export async function listRepositories(sql: Queryable): Promise<KnownRepository[]> {
  const rows = await sql.query<RepositoryRow>(`${selectRepository} order by r.id`);
  return rows.map(toRepository).filter(({ isRemoved }) => !isRemoved);
}

const selectRepository = `
  select r.id, r.owner, r.name, r.installation_id, i.account, i.account_id,
    r.removed_at is not null or i.removed_at is not null or i.is_suspended as is_removed
  from repository r join installation i on i.id = r.installation_id`;

interface RepositoryRow {
  readonly id: bigint;
  readonly owner: string;
  readonly name: string;
  readonly installation_id: bigint;
  readonly account: string;
  readonly account_id: bigint;
  readonly is_removed: boolean;
}

function toRepository(row: RepositoryRow): KnownRepository {
  return {
    repositoryId: Number(row.id),
    owner: row.owner,
    name: row.name,
    installationId: Number(row.installation_id),
    accountId: Number(row.account_id),
    account: row.account,
    isRemoved: row.is_removed,
  };
}
