import type { Metrics } from './metrics.ts';

/** `fetch` to GitHub whose requests are counted, with what GitHub leaves of its limits. */
export function watchFetch(
  inner: typeof fetch,
  metrics: Pick<Metrics, 'githubRequest'>,
): typeof fetch {
  return async (address, init) => {
    try {
      const answer = await inner(address, init);
      metrics.githubRequest(answer.status, limitOf(answer.headers));
      return answer;
    } catch (error) {
      metrics.githubRequest(undefined);
      throw error;
    }
  };
}

function limitOf(headers: Headers): { resource: string; remaining: number } | undefined {
  const remaining = headers.get('x-ratelimit-remaining') ?? '';
  const resource = headers.get('x-ratelimit-resource') ?? 'core';
  if (!/^\d{1,9}$/.test(remaining) || !/^[a-z_]{1,40}$/.test(resource)) return undefined;
  return { resource, remaining: Number(remaining) };
}
