import { ApiRefusal } from '../state/api-refusal.ts';
import type { Delivery } from '../webhooks/open-deliveries.ts';
import { type Call, notFound, type OperationPlugs } from './operation.ts';

/** How far back GitHub sends a delivery again. */
const redeliverableMs = 3 * 24 * 3_600_000;

/** The log of an App's webhook deliveries. */
export const deliveryOperations: OperationPlugs = {
  'apps/list-webhook-deliveries': {
    caller: 'app',
    run: (call) => {
      const cursor = call.query.get('cursor');
      const status = call.query.get('status');
      const size = Math.min(Number(call.query.get('per_page') ?? 30), 100);
      const newestFirst = ownLog(call)
        .filter((each) => status === null || (status === 'success') === isGood(each))
        .reverse();
      const rest = newestFirst.filter(({ id }) => cursor === null || id < Number(cursor.slice(2)));
      const page = rest.slice(0, size);
      const last = page.at(-1);
      const hasMore = rest.length > page.length && last !== undefined;
      const next = new URLSearchParams(call.query);
      next.set('cursor', `v1${last?.id}`);
      const link = `<${call.world.origin}/app/hook/deliveries?${next}>; rel="next"`;
      return {
        status: 200,
        body: page.map(toItem),
        ...(hasMore ? { headers: { link } } : {}),
      };
    },
  },
  'apps/get-webhook-delivery': {
    caller: 'app',
    run: (call) => {
      const delivery = findDelivery(call);
      return {
        status: 200,
        body: {
          ...toItem(delivery),
          url: delivery.app.webhook.url ?? '',
          request: { headers: delivery.headers, payload: delivery.payload },
          response: { headers: {}, payload: delivery.answer.body },
        },
      };
    },
  },
  'apps/redeliver-webhook-delivery': {
    caller: 'app',
    run: (call) => {
      const delivery = findDelivery(call);
      if (delivery.deliveredAtMs < call.world.nowMs() - redeliverableMs) {
        throw new ApiRefusal(422, 'Delivery is too old to be redelivered');
      }
      void call.deliveries.redeliver(delivery);
      return { status: 202, body: {} };
    },
  },
};

function ownLog({ caller, deliveries }: Call): Delivery[] {
  return deliveries.log.filter(({ app }) => caller.kind === 'app' && caller.app === app);
}

function findDelivery(call: Call): Delivery {
  const id = Number(call.parameters.delivery_id);
  const found = ownLog(call).find((delivery) => delivery.id === id);
  if (found === undefined) throw notFound();
  return found;
}

function isGood({ answer }: Delivery): boolean {
  return answer.statusCode >= 200 && answer.statusCode < 400;
}

function toItem(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: new Date(delivery.deliveredAtMs).toISOString(),
    redelivery: delivery.isRedelivery,
    duration: delivery.durationSeconds,
    status: delivery.answer.status,
    status_code: delivery.answer.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installation?.id ?? null,
    repository_id: delivery.repository?.id ?? null,
    throttled_at: null,
  };
}
