/** What GitHub says where it says nothing: wait a minute at least. */
const unsaidMs = 60_000;

/**
 * Milliseconds that GitHub asks to wait before the next request; `undefined` for every other failure.
 * A primary limit names the moment it ends, a secondary one how long to wait, or nothing at all.
 */
export function readPause(error: unknown, nowMs: number): number | undefined {
  const { status, headers, message } = factsOf(error);
  if (status !== 403 && status !== 429) return undefined;
  const seconds = numberIn(headers['retry-after']);
  if (seconds !== undefined) return seconds * 1000;
  const resetSeconds = numberIn(headers['x-ratelimit-reset']);
  if (headers['x-ratelimit-remaining'] === '0' && resetSeconds !== undefined) {
    return Math.max(1_000, resetSeconds * 1000 - nowMs);
  }
  return status === 429 || /secondary rate limit/i.test(message) ? unsaidMs : undefined;
}

/** The HTTP status of what a request rejected with; `undefined` when it has none. */
export function statusOf(error: unknown): number | undefined {
  return factsOf(error).status;
}

function factsOf(error: unknown): {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly message: string;
} {
  const { status, message, response } = (error ?? {}) as {
    status?: unknown;
    message?: unknown;
    response?: { headers?: Record<string, unknown> };
  };
  return {
    status: typeof status === 'number' ? status : undefined,
    headers: response?.headers ?? {},
    message: typeof message === 'string' ? message : '',
  };
}

function numberIn(header: unknown): number | undefined {
  const text = String(header ?? '');
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
