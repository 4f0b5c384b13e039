/** What a route of health answers. */
export interface HealthAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Longer than this nobody waits for an answer about health. */
const patienceMs = 2_000;

/**
 * Routes for whoever watches over the process. `live` says that it runs, `ready` that it can work.
 * @param options.checks what readiness needs, by name: true where it is there; a check that fails or
 * takes two seconds is not
 */
export function healthRoutes(options: {
  readonly checks: Readonly<Record<string, () => Promise<boolean> | boolean>>;
  readMetrics(): Promise<{ readonly type: string; readonly body: string }>;
}): Readonly<Record<string, () => Promise<HealthAnswer>>> {
  return {
    '/health/live': async () => json(200, { isLive: true }),
    '/health/ready': async () => {
      const entries = Object.entries(options.checks);
      const passed = await Promise.all(entries.map(([, check]) => isPassed(check)));
      const missing = entries.flatMap(([name], index) => (passed[index] ? [] : [name]));
      return json(missing.length === 0 ? 200 : 503, { isReady: missing.length === 0, missing });
    },
    '/metrics': async () => ({ status: 200, ...(await options.readMetrics()) }),
  };
}

async function isPassed(check: () => Promise<boolean> | boolean): Promise<boolean> {
  const timer = AbortSignal.timeout(patienceMs);
  const tooLate = new Promise<boolean>((resolve) =>
    timer.addEventListener('abort', () => resolve(false), { once: true }),
  );
  const passing = Promise.resolve()
    .then(check)
    .catch(() => false);
  return Promise.race([passing, tooLate]);
}

function json(status: number, body: object): HealthAnswer {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}
