import type { Queryable } from './database.ts';

/** A webhook as it came in. */
export interface Delivery {
  /** GitHub's own id; a redelivery has the same. */
  readonly guid: string;
  readonly event: string;
  readonly action?: string;
  readonly installationId?: number;
  readonly repositoryId?: number;
}

/** Keeps a delivery in mind; false when it was there before. */
export async function insertDelivery(sql: Queryable, delivery: Delivery): Promise<boolean> {
  const { guid, event, action, installationId, repositoryId } = delivery;
  const rows = await sql.query(
    `insert into delivery (guid, event, action, installation_id, repository_id)
     values ($1, $2, $3, $4, $5) on conflict do nothing returning guid`,
    [guid, event, action ?? null, installationId ?? null, repositoryId ?? null],
  );
  return rows.length > 0;
}

/** Those of the deliveries that are known here. */
export async function knownDeliveries(
  sql: Queryable,
  guids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ guid: string }>(
    'select guid from delivery where guid = any($1::text[])',
    [guids],
  );
  return new Set(rows.map(({ guid }) => guid));
}
