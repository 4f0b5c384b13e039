import { ProbotOctokit } from 'probot';
import type { Octokit } from './octokit.ts';
import type { TokenSource } from './open-token-source.ts';
import { type RequestPolicy, requestPolicy } from './request-policy.ts';
import { tokenStrategy } from './token-strategy.ts';

/** How clients reach GitHub. */
export interface ClientOptions {
  /** `https://api.github.com`, or `https://ghe.acme.example/api/v3`. */
  readonly apiUrl: string;
  readonly fetch: typeof fetch;
  readonly policy: RequestPolicy;
}

/** Probot's own pacing waits in memory and logs instead of failing: ours is the outbox. */
const PlainOctokit = ProbotOctokit.defaults((options: object) => ({
  ...options,
  userAgent: 'galley-bot',
  throttle: { enabled: false },
  retry: { enabled: false },
}));

/** Octokit tells of what it rejects with anyway; whoever catches it logs it. */
const silentLog = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/**
 * A client as Probot makes it, with our tokens and our pace. Of Probot there is nothing else: its server
 * answers a webhook when the handlers have ended, or gives up waiting for them, and remembers neither;
 * ours (`intake/`) writes down what is to be done and answers at once.
 * @param options.lane where its writes queue, one after the other: one installation
 */
export function makeOctokit(
  options: ClientOptions & { readonly source: TokenSource; readonly lane: string },
): Octokit {
  const octokit = new PlainOctokit({
    baseUrl: options.apiUrl,
    request: { fetch: options.fetch },
    log: silentLog,
    authStrategy: tokenStrategy,
    auth: { source: options.source },
  });
  octokit.hook.wrap('request', requestPolicy(options.policy, { lane: options.lane }));
  return octokit;
}
