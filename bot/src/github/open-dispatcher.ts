import { getCACertificates } from 'node:tls';
import { Agent, type Dispatcher, EnvHttpProxyAgent, fetch as fetchBy } from 'undici';

/** How the world outside is reached. */
export interface Reaching {
  /** An HTTP proxy; every request tunnels through it by CONNECT. */
  readonly proxyUrl?: string;
  /** Hosts that are reached without the proxy: `ghe.acme.example`, `.acme.example`, `*`. */
  readonly noProxy?: readonly string[];
  /** PEM of certificate authorities beside the system's. */
  readonly extraCa?: string;
}

/** GitHub gives up on a request after ten seconds; a model or a big pack may take longer between bytes. */
const connectMs = 10_000;
const silenceMs = 60_000;

/** Connections to the outside, through a proxy and with more authorities where they are configured. */
export function openDispatcher({ proxyUrl, noProxy = [], extraCa }: Reaching): Dispatcher {
  const tls =
    extraCa === undefined ? {} : { ca: [...getCACertificates('default'), extraCa] as string[] };
  const connect = { ...tls, timeout: connectMs };
  const options = { connect, headersTimeout: silenceMs, bodyTimeout: silenceMs };
  if (proxyUrl === undefined) return new Agent(options);
  return new EnvHttpProxyAgent({
    ...options,
    httpProxy: proxyUrl,
    httpsProxy: proxyUrl,
    noProxy: noProxy.join(','),
    proxyTunnel: true,
    requestTls: connect,
    proxyTls: connect,
  });
}

/** `fetch` over these connections. */
export function fetchOver(dispatcher: Dispatcher): typeof fetch {
  const over = (address: Parameters<typeof fetchBy>[0], init?: Parameters<typeof fetchBy>[1]) =>
    fetchBy(address, { ...init, dispatcher });
  return over as unknown as typeof fetch;
}
