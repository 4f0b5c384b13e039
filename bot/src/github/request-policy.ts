import type { Clock, Random } from '@galley/engine/ports';
import { GitHubBusyError } from './github-busy-error.ts';
import type { Octokit } from './octokit.ts';
import type { Lanes } from './open-lanes.ts';
import { readPause, statusOf } from './read-pause.ts';

/** What happened to a request (`GET /repos/{owner}/{repo}`), for logs and metrics; nothing of its content. */
export type RequestEvent =
  /** It failed and is sent again. */
  | {
      readonly kind: 'request-repeated';
      readonly request: string;
      readonly status: number;
      readonly waitMs: number;
    }
  /** GitHub's limits turned it away for so long. */
  | { readonly kind: 'request-postponed'; readonly request: string; readonly waitMs: number };

export interface RequestPolicy {
  readonly clock: Clock;
  readonly random: Random;
  /** One write at a time on each. */
  readonly lanes: Lanes;
  readonly onEvent?: (event: RequestEvent) => void;
}

/** What goes around every request of a client. */
type Wrap<Answer = Awaited<ReturnType<Octokit['request']>>> = (
  request: (parameters: RequestParameters) => Answer | Promise<Answer>,
  parameters: RequestParameters,
) => Promise<Answer>;
type RequestParameters = Required<ReturnType<Octokit['request']['endpoint']['merge']>>;

const mostReads = 4;
const firstBackoffMs = 500;
const longestBackoffMs = 8_000;

/**
 * How the requests of one client behave. Reads are repeated on 5xx and broken connections; writes never
 * are, as nobody knows what they left. What GitHub turned away for its limits was certainly not carried
 * out and rejects at once with `GitHubBusyError`: waiting is the queue's affair, not a worker's.
 * @param options.lane where writes queue: one installation
 */
export function requestPolicy(policy: RequestPolicy, options: { readonly lane: string }): Wrap {
  return async (request, parameters) => {
    const { method, url } = parameters;
    const asked = { name: `${method} ${url}`, signal: parameters.request?.signal };
    const perform = () => refuseBusy(async () => await request(parameters), policy, asked);
    // A token asked for twice is two tokens, each as good as the other.
    const isRead = method === 'GET' || method === 'HEAD' || url.endsWith('/access_tokens');
    return isRead ? repeatRead(perform, policy, asked) : policy.lanes(options.lane, perform);
  };
}

interface Asked {
  readonly name: string;
  readonly signal: AbortSignal | undefined;
}

async function repeatRead<Answer>(
  perform: () => Promise<Answer>,
  policy: RequestPolicy,
  { name, signal }: Asked,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await perform();
    } catch (error) {
      const status = statusOf(error) ?? 0;
      const isBroken = status >= 500 && signal?.aborted !== true;
      if (!isBroken || attempt >= mostReads) throw error;
      const limitMs = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempt - 1));
      const waitMs = Math.round(policy.random.next() * limitMs);
      policy.onEvent?.({ kind: 'request-repeated', request: name, status, waitMs });
      await policy.clock.sleep(waitMs, signal);
    }
  }
}

async function refuseBusy<Answer>(
  perform: () => Promise<Answer>,
  policy: RequestPolicy,
  { name }: Asked,
): Promise<Answer> {
  try {
    return await perform();
  } catch (error) {
    const waitMs = readPause(error, policy.clock.now());
    if (waitMs === undefined) throw error;
    policy.onEvent?.({ kind: 'request-postponed', request: name, waitMs });
    throw new GitHubBusyError(statusOf(error) ?? 429, waitMs, { cause: error });
  }
}
