import type { IncomingMessage } from 'node:http';
import type { ReadBody } from './read-body.ts';
import type { SignedWebhook, Taken } from './take-delivery.ts';
import { verifySignature } from './verify-signature.ts';

/** What goes back to whoever sent a request. */
export interface Answer {
  readonly status: number;
  /** Content type. */
  readonly type: string;
  readonly body: string;
  /** The rest of the request is not read: the connection ends with the answer. */
  readonly isLast?: true;
}

/** What answering a webhook takes. */
export interface WebhookTools {
  readonly webhookSecrets: readonly string[];
  readonly readBody: ReadBody;
  readonly take: (webhook: SignedWebhook) => Promise<Taken>;
  /** Told what `take` rejected with; GitHub hears only that it failed. */
  readonly onFailure: (error: unknown) => void;
}

/** GitHub's own are UUIDs. */
const guidPattern = /^[A-Za-z0-9-]{1,100}$/;
const eventPattern = /^[a-z_]{1,100}$/;

/**
 * Answers one webhook: 202 when it is durable, 400 when nobody could make anything of it, 401 for a wrong
 * signature, 413 for a large one, and 503 when it is to be sent again.
 */
export async function answerWebhook(
  request: IncomingMessage,
  { webhookSecrets, readBody, take, onFailure }: WebhookTools,
): Promise<Answer> {
  const signature = headerOf(request, 'x-hub-signature-256');
  if (signature === '') {
    return last(plain(401, 'Unsigned: give the App a webhook secret, and the bot the same.'));
  }
  const body = await readBody(request);
  if (body === 'too-large') return last(plain(413, 'Larger than this bot takes.'));
  if (body === 'too-many') return last(plain(503, 'Too much at once: send it again later.'));
  if (!verifySignature(body, signature, webhookSecrets)) {
    return plain(401, 'Signed with another secret than the ones this bot knows.');
  }
  const event = headerOf(request, 'x-github-event');
  const deliveryId = headerOf(request, 'x-github-delivery');
  if (!eventPattern.test(event) || !guidPattern.test(deliveryId)) {
    return plain(400, 'Expected X-GitHub-Event and X-GitHub-Delivery.');
  }
  const parsed = parse(body);
  if (parsed === undefined) {
    return plain(400, 'Expected JSON: choose the content type application/json for the webhook.');
  }
  try {
    const taken = await take({ event, deliveryId, payload: parsed.payload });
    if (taken.kind === 'refused') return plain(400, taken.reason);
    return { status: 202, type: 'application/json', body: JSON.stringify({ status: taken.kind }) };
  } catch (error) {
    onFailure(error);
    return plain(503, 'It could not be written down: send it again later.');
  }
}

/** An answer in plain words. */
export function plain(status: number, text: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', body: `${text}\n` };
}

function last(answer: Answer): Answer {
  return { ...answer, isLast: true };
}

function headerOf({ headers }: IncomingMessage, name: string): string {
  return String(headers[name] ?? '');
}

function parse(body: Buffer): { readonly payload: unknown } | undefined {
  try {
    return { payload: JSON.parse(body.toString('utf8')) };
  } catch {
    return undefined;
  }
}
