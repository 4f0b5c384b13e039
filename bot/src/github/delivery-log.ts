import type { Octokit } from './octokit.ts';

/** One attempt of GitHub to deliver a webhook. */
export interface DeliveryAttempt {
  /** Its digits: it may be larger than a number holds exactly. */
  readonly id: string;
  /** The same for every attempt of one delivery. */
  readonly guid: string;
  readonly event: string;
  readonly deliveredAt: Date;
  /** Whether the receiver answered with 2xx. */
  readonly isTaken: boolean;
}

const pageSize = 100;

/**
 * What failed of the App's deliveries back to a moment, newest first; a server that is too old to choose
 * lists everything. GitHub keeps about three days.
 */
export async function* listFailedDeliveries(
  app: Octokit,
  since: Date,
): AsyncGenerator<DeliveryAttempt> {
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page = await readPage(app, cursor);
    for (const attempt of page.attempts) {
      if (attempt.deliveredAt < since) return;
      yield attempt;
    }
    cursor = page.next;
  }
}

/** Asks GitHub to send a delivery again, with its guid and its body. */
export async function redeliver(app: Octokit, id: string): Promise<void> {
  await app.request('POST /app/hook/deliveries/{delivery_id}/attempts', {
    delivery_id: id as unknown as number,
  });
}

/** The answer is read as text, as a parsed one has lost the last digits of large ids. */
async function readPage(
  app: Octokit,
  cursor: string,
): Promise<{ readonly attempts: DeliveryAttempt[]; readonly next: string | undefined }> {
  const answer = await app.request('GET /app/hook/deliveries', {
    per_page: pageSize,
    status: 'failure',
    ...(cursor === '' ? {} : { cursor }),
    request: { parseSuccessResponseBody: false },
  });
  const text = await new Response(answer.data as unknown as ReadableStream).text();
  const items = JSON.parse(text, keepDigits) as readonly Item[];
  const [, query = ''] = /<[^>]*\?([^>]*)>; *rel="next"/.exec(answer.headers.link ?? '') ?? [];
  return {
    attempts: items.map(toAttempt),
    next: new URLSearchParams(query).get('cursor') ?? undefined,
  };
}

interface Item {
  readonly id: string;
  readonly guid: string;
  readonly event: string;
  readonly delivered_at: string;
  readonly status_code: number;
}

function toAttempt({ id, guid, event, delivered_at, status_code }: Item): DeliveryAttempt {
  const isTaken = status_code >= 200 && status_code < 300;
  return { id, guid, event, deliveredAt: new Date(delivered_at), isTaken };
}

function keepDigits(key: string, value: unknown, written?: { readonly source?: string }): unknown {
  return key === 'id' && typeof value === 'number' ? written?.source : value;
}
