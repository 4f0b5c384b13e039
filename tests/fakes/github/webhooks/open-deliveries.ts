import { createHmac, randomUUID } from 'node:crypto';
import type { EventName } from '../openapi/wanted-events.ts';
import type { App, Installation, Repository } from '../state/model.ts';

/** One attempt to hand an event to an App. */
export interface Delivery {
  readonly id: number;
  /** `X-GitHub-Delivery`; a redelivery keeps it. */
  readonly guid: string;
  readonly name: EventName;
  readonly event: string;
  readonly action: string | null;
  readonly app: App;
  readonly installation: Installation | undefined;
  readonly repository: Repository | undefined;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The raw body that the signature is of. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly isRedelivery: boolean;
  readonly deliveredAtMs: number;
  readonly answer: { readonly statusCode: number; readonly status: string; readonly body: string };
  readonly durationSeconds: number;
}

/**
 * What goes wrong with a delivery: it comes twice, it never comes and GitHub knows nothing of it, it
 * fails and stands in the log as failed, or it comes after the next one.
 */
export type DeliveryFault = 'duplicate' | 'lose' | 'fail' | 'swap-with-next';

/** GitHub does not deliver what is larger. */
const maximumBytes = 25 * 1024 * 1024;

/** Webhooks on their way, and those that went. */
export interface Deliveries {
  /** Everything sent so far, oldest first; what was lost is not in it. */
  readonly log: readonly Delivery[];
  /** The next matching delivery meets the fault. */
  plan(fault: DeliveryFault, options?: { readonly on?: EventName; readonly times?: number }): void;
  /** Waits until everything that is due has been sent and answered. */
  settle(): Promise<void>;
  send(delivery: Outgoing): void;
  /** Sends an old delivery again, with its id and its body. */
  redeliver(delivery: Delivery): Promise<void>;
}

/** An event for one App. */
export type Outgoing = Pick<Delivery, 'name' | 'app' | 'installation' | 'repository' | 'payload'>;

/** Sends webhooks one after the other per GitHub, and remembers what came back. */
export function openDeliveries(options: {
  readonly nextId: () => number;
  readonly nowMs: () => number;
  /** How long a receiver may take; GitHub gives ten seconds. */
  readonly timeoutMs: number;
}): Deliveries {
  const log: Delivery[] = [];
  let plans: { fault: DeliveryFault; on: EventName | undefined; left: number }[] = [];
  let queue = Promise.resolve();
  let held: (() => Promise<void>) | undefined;

  const attempt = async (prepared: Prepared, isRedelivery: boolean, isFailing = false) => {
    const startedAtMs = performance.now();
    const deliveredAtMs = options.nowMs();
    const answer = isFailing
      ? { statusCode: 0, status: 'timed out', body: '' }
      : await post(prepared, options.timeoutMs);
    const durationSeconds = (performance.now() - startedAtMs) / 1000;
    const id = options.nextId();
    log.push({ ...prepared, id, isRedelivery, deliveredAtMs, answer, durationSeconds });
  };
  const enqueue = (work: () => Promise<void>) => {
    queue = queue.then(work);
  };
  const release = () => {
    if (held !== undefined) enqueue(held);
    held = undefined;
  };
  const takeFault = (name: EventName) => {
    const found = plans.find(({ left, on }) => left > 0 && (on === undefined || on === name));
    if (found !== undefined) found.left--;
    plans = plans.filter(({ left }) => left > 0);
    return found?.fault;
  };

  return {
    log,
    plan: (fault, { on, times = 1 } = {}) => void plans.push({ fault, on, left: times }),
    send(outgoing) {
      const prepared = prepare(outgoing);
      if (Buffer.byteLength(prepared.body) > maximumBytes) return;
      const fault = takeFault(prepared.name);
      if (fault === 'lose') return;
      if (fault === 'swap-with-next') {
        release();
        held = () => attempt(prepared, false);
        return;
      }
      enqueue(() => attempt(prepared, false, fault === 'fail'));
      if (fault === 'duplicate') enqueue(() => attempt(prepared, false));
      release();
    },
    async settle() {
      release();
      for (let last: Promise<void> | undefined; last !== queue; ) {
        last = queue;
        await last;
      }
    },
    async redeliver(delivery) {
      enqueue(() => attempt(delivery, true));
      await queue;
    },
  };
}

type Prepared = Omit<
  Delivery,
  'id' | 'isRedelivery' | 'deliveredAtMs' | 'answer' | 'durationSeconds'
>;

function prepare(outgoing: Outgoing): Prepared {
  const [event = '', action = ''] = outgoing.name.split('.');
  const { app } = outgoing;
  const body = JSON.stringify(outgoing.payload);
  const guid = randomUUID();
  const sign = (algorithm: string) =>
    createHmac(algorithm, app.webhook.secret).update(body).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/0000000',
    'x-github-delivery': guid,
    'x-github-event': event,
    'x-github-hook-id': String(app.hookId),
    'x-github-hook-installation-target-id': String(app.id),
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature': `sha1=${sign('sha1')}`,
    'x-hub-signature-256': `sha256=${sign('sha256')}`,
  };
  return { ...outgoing, event, action: action === '' ? null : action, guid, body, headers };
}

async function post(prepared: Prepared, timeoutMs: number): Promise<Delivery['answer']> {
  const { app, body, headers } = prepared;
  if (app.webhook.url === undefined) return { statusCode: 0, status: 'no address', body: '' };
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(app.webhook.url, { method: 'POST', body, headers, signal });
    const text = await response.text();
    const status = response.ok ? 'OK' : response.statusText || 'Invalid HTTP Response';
    return { statusCode: response.status, status, body: text };
  } catch (error) {
    const isTimeout = (error as Error).name === 'TimeoutError';
    return {
      statusCode: 0,
      status: isTimeout ? 'timed out' : 'failed to connect to host',
      body: '',
    };
  }
}
