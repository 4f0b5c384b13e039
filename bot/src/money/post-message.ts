import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { GalleyError } from '@galley/engine/errors';
import { isPrivateHost } from '@galley/engine/models';
import type { Clock } from '@galley/engine/ports';
import { Agent, fetch as plainFetch } from 'undici';
import { isAllowedHost } from '../config/is-allowed-host.ts';

/** Where messages go. */
export interface MessageTarget {
  /** The secret's value. */
  readonly url: string;
  /** Hosts that the operator bound the secret to; empty is any public one. */
  readonly hosts: readonly string[];
  /** Key of the signature; absent: messages are not signed. */
  readonly signedWith?: string;
}

const attempts = 3;
const timeoutMs = 10_000;
const firstPauseMs = 1_000;

/**
 * Posts a message as JSON, signed like GitHub's webhooks in `x-galley-signature-256`. Tried three times;
 * redirects are not followed.
 * @param options.allowsPrivate whether the operator lets messages go to private hosts, and without TLS
 * @throws GalleyError `host-not-allowed`; `provider-failed` when it did not arrive. The address is never repeated
 */
export async function postMessage(
  target: MessageTarget,
  message: object,
  options: { readonly clock: Clock; readonly allowsPrivate: boolean },
): Promise<void> {
  const { clock, allowsPrivate } = options;
  const url = checkedUrl(target, allowsPrivate);
  const body = JSON.stringify(message);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'galley-bot',
    ...(target.signedWith !== undefined && {
      'x-galley-signature-256': `sha256=${createHmac('sha256', target.signedWith).update(body).digest('hex')}`,
    }),
  };
  const dispatcher = new Agent(allowsPrivate ? {} : { connect: { lookup: publicLookup } });
  try {
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await post(url, { headers, body, dispatcher });
      if (outcome === 'arrived') return;
      if (!outcome.mayHeal || attempt === attempts) throw notArrived(outcome.why);
      await clock.sleep(firstPauseMs * 4 ** (attempt - 1));
    }
  } finally {
    await dispatcher.close();
  }
}

type Outcome = 'arrived' | { readonly why: string; readonly mayHeal: boolean };

async function post(
  url: URL,
  request: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly dispatcher: Agent;
  },
): Promise<Outcome> {
  try {
    const response = await plainFetch(url, {
      ...request,
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (response.ok) return 'arrived';
    const mayHeal = response.status >= 500 || response.status === 429;
    return { why: `it answered ${response.status}`, mayHeal };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    if (cause instanceof GalleyError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? (cause as Error).name;
    return { why: `the connection failed (${code})`, mayHeal: true };
  }
}

function checkedUrl({ url: text, hosts }: MessageTarget, allowsPrivate: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHttp = url?.protocol === 'https:' || (allowsPrivate && url?.protocol === 'http:');
  if (url === undefined || !isHttp) throw notAllowed('is no https address');
  if (!allowsPrivate && isPrivateHost(url.hostname)) throw notAllowed('is a private host');
  if (hosts.length > 0 && !isAllowedHost(url, hosts)) {
    throw notAllowed('is none of the hosts that the secret is bound to');
  }
  return url;
}

/** Looks a name up and refuses it when any of its addresses is private, at the moment of connecting. */
const publicLookup: typeof lookup = Object.assign(
  ((
    hostname: string,
    options: object,
    answer: (error: Error | null, ...rest: unknown[]) => void,
  ) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return answer(error);
      if (addresses.some(({ address }) => isPrivateHost(address))) {
        return answer(notAllowed('leads to a private host'));
      }
      const [first] = addresses;
      if ((options as { all?: boolean }).all) return answer(null, addresses);
      return answer(null, first?.address, first?.family);
    });
  }) as unknown as typeof lookup,
  { __promisify__: lookup.__promisify__ },
);

function notAllowed(reason: string): GalleyError {
  return new GalleyError('host-not-allowed', `the address for budget messages ${reason}`, {
    hint: 'The secret that `notify.webhook` names holds a public https address.',
  });
}

function notArrived(why: string): GalleyError {
  return new GalleyError('provider-failed', `a budget message did not arrive: ${why}`, {
    hint: 'It is sent again after the next evaluation; check the address in the secret.',
    isRetryable: true,
  });
}
