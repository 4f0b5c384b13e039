import type { Database } from '../store/database.ts';
import { insertDelivery } from '../store/deliveries.ts';
import { applyIntents, type IntentPorts } from './apply-intents.ts';
import { type Delivery, intentsOf, isHeard } from './intents-of.ts';

/** A webhook whose signature was right. */
export type SignedWebhook = Pick<Delivery, 'event' | 'deliveryId' | 'payload'>;

/** What became of a webhook. */
export type Taken =
  /** It is written down what is to be done. */
  | { readonly kind: 'taken' }
  /** It came before. */
  | { readonly kind: 'duplicate' }
  /** There is nothing to do. */
  | { readonly kind: 'ignored' }
  /** It is not what GitHub describes. */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Takes webhooks: the delivery and everything it asks for are durable once the promise resolves, and none
 * of it is when it rejects. The same delivery twice, also at once, changes nothing. Of events that we
 * hear also those with nothing to do are written down, so that nobody asks for them again.
 * @param options.appId whose checks are ours
 */
export function openIntake(
  options: IntentPorts & { readonly database: Database; readonly appId: number },
): (webhook: SignedWebhook) => Promise<Taken> {
  const { database, appId, clock } = options;
  return async (webhook) => {
    if (!isHeard(webhook.event)) return { kind: 'ignored' };
    const read = intentsOf({ ...webhook, appId, receivedAt: new Date(clock.now()) });
    if (read.kind === 'refused') return read;
    return database.transaction(async (sql) => {
      if (!(await insertDelivery(sql, toRow(webhook)))) return { kind: 'duplicate' };
      await applyIntents(sql, read.intents, options);
      return { kind: read.intents.length === 0 ? 'ignored' : 'taken' };
    });
  };
}

function toRow({
  event,
  deliveryId: guid,
  payload,
}: SignedWebhook): Parameters<typeof insertDelivery>[1] {
  const { action, installation, repository } = payload as {
    readonly action?: unknown;
    readonly installation?: unknown;
    readonly repository?: unknown;
  };
  const installationId = idOf(installation);
  const repositoryId = idOf(repository);
  return {
    guid,
    event,
    ...(typeof action === 'string' && /^[a-z_]{1,50}$/.test(action) ? { action } : {}),
    ...(installationId === undefined ? {} : { installationId }),
    ...(repositoryId === undefined ? {} : { repositoryId }),
  };
}

function idOf(value: unknown): number | undefined {
  const id = (value as { readonly id?: unknown } | null | undefined)?.id;
  return Number.isSafeInteger(id) ? Number(id) : undefined;
}
