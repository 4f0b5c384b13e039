import { describe, expect, it } from 'vitest';
import { type DeliveryAttempt, listFailedDeliveries, redeliver } from './delivery-log.ts';
import { makeOctokit } from './make-octokit.ts';
import { openLanes } from './open-lanes.ts';

const since = new Date('2026-11-20T00:00:00Z');

/** A client whose requests are answered from a table of addresses. */
function clientOf(pages: Readonly<Record<string, { body: string; link?: string }>>) {
  const asked: string[] = [];
  const octokit = makeOctokit({
    apiUrl: 'https://api.github.com',
    fetch: async (address, init) => {
      const { pathname, search } = new URL(String(address));
      asked.push(`${init?.method} ${pathname}${search}`);
      const page = pages[search];
      if (init?.method === 'POST') return Response.json({}, { status: 202 });
      if (page === undefined) return Response.json({ message: 'Not Found' }, { status: 404 });
      const headers = { 'content-type': 'application/json', link: page.link ?? '' };
      return new Response(page.body, { headers });
    },
    source: { current: async () => 'token', replace: async () => 'token' },
    policy: {
      clock: { now: () => 0, elapsedMs: () => 0, sleep: () => Promise.resolve() },
      random: { next: () => 0 },
      lanes: openLanes(),
    },
    lane: 'app',
  });
  return { octokit, asked };
}

function item(id: string, deliveredAt: string, statusCode: number | null = 200): string {
  const rest = { guid: `guid-${id}`, event: 'push', delivered_at: deliveredAt };
  return `{"id":${id},${JSON.stringify({ ...rest, status_code: statusCode }).slice(1)}`;
}

async function read(
  octokit: Parameters<typeof listFailedDeliveries>[0],
): Promise<DeliveryAttempt[]> {
  const found = [];
  for await (const each of listFailedDeliveries(octokit, since)) found.push(each);
  return found;
}

describe('the log of deliveries', () => {
  it('is read page by page back to a moment, and no further', async () => {
    const next =
      '<https://api.github.com/app/hook/deliveries?per_page=100&status=failure&cursor=v1_2>; rel="next"';
    const { octokit, asked } = clientOf({
      '?per_page=100&status=failure': {
        body: `[${item('3', '2026-11-21T12:00:00Z', 503)},${item('2', '2026-11-21T11:00:00Z')}]`,
        link: `<https://api.github.com/app/hook/deliveries?cursor=a>; rel="prev", ${next}`,
      },
      '?per_page=100&status=failure&cursor=v1_2': {
        body: `[${item('1', '2026-11-20T01:00:00Z', null)},${item('0', '2026-11-19T01:00:00Z')}]`,
        link: '<https://api.github.com/app/hook/deliveries?cursor=v1_0>; rel="next"',
      },
    });
    const found = await read(octokit);
    expect(found.map(({ id, guid, isTaken }) => [id, guid, isTaken])).toEqual([
      ['3', 'guid-3', false],
      ['2', 'guid-2', true],
      ['1', 'guid-1', false],
    ]);
    expect(asked).toHaveLength(2);
  });

  it('keeps every digit of an id', async () => {
    const id = '190164410811023367';
    const { octokit, asked } = clientOf({
      '?per_page=100&status=failure': { body: `[${item(id, '2026-11-21T12:00:00Z', 0)}]` },
    });
    const [found] = await read(octokit);
    expect(found?.id).toBe(id);
    await redeliver(octokit, id);
    expect(asked.at(-1)).toBe(`POST /app/hook/deliveries/${id}/attempts`);
  });

  it('rejects when GitHub refuses', async () => {
    await expect(read(clientOf({}).octokit)).rejects.toMatchObject({ status: 404 });
  });
});
