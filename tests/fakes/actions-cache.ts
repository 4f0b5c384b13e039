import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One archive that a job kept. */
interface Entry {
  readonly key: string;
  readonly version: string;
  bytes: Buffer;
  isWhole: boolean;
}

/** The cache of GitHub Actions on the loopback interface, as an Enterprise Server has it. */
export interface FakeActionsCache {
  /** For `ACTIONS_CACHE_URL`; ends in a slash. */
  readonly url: string;
  /** Keys of whole archives, the oldest first. */
  keys(): string[];
  /** Forgets every archive. */
  clear(): void;
  /** Replaces the newest archive. */
  replaceNewest(bytes: Buffer): void;
  close(): Promise<void>;
}

const prefix = '/_apis/artifactcache';

/** Starts an empty one. */
export async function startActionsCache(): Promise<FakeActionsCache> {
  const entries: Entry[] = [];
  const whole = () => entries.filter(({ isWhole }) => isWhole);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const send = (status: number, value?: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(value === undefined ? undefined : JSON.stringify(value));
    };
    const entry = entries[Number(pathname.split('/').at(-1)) - 1];
    if (request.method === 'GET' && pathname === `${prefix}/cache`) {
      const keys = (searchParams.get('keys') ?? '').split(',');
      const found = find(whole(), keys, searchParams.get('version'));
      if (found === undefined) return send(204);
      const archiveLocation = `${url}archive/${entries.indexOf(found) + 1}`;
      return send(200, { archiveLocation, cacheKey: found.key, cacheVersion: found.version });
    }
    if (request.method === 'GET' && entry !== undefined) {
      response.writeHead(200, { 'content-length': entry.bytes.length });
      return void response.end(entry.bytes);
    }
    if (request.method === 'POST' && pathname === `${prefix}/caches`) {
      const { key, version } = JSON.parse(body.toString('utf8'));
      if (entries.some((other) => other.key === key && other.version === version)) return send(409);
      entries.push({ key, version, bytes: Buffer.alloc(0), isWhole: false });
      // From 1: a client takes 0 for none.
      return send(201, { cacheId: entries.length });
    }
    if (entry === undefined) return send(404);
    if (request.method === 'PATCH') entry.bytes = Buffer.concat([entry.bytes, body]);
    else entry.isWhole = true;
    send(204);
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    keys: () => whole().map(({ key }) => key),
    clear() {
      for (const entry of entries) entry.isWhole = false;
    },
    replaceNewest(bytes) {
      const newest = whole().at(-1);
      if (newest !== undefined) newest.bytes = bytes;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The first key that fits whole, else the newest that begins with one of them, in their order. */
function find(
  entries: readonly Entry[],
  keys: readonly string[],
  version: string | null,
): Entry | undefined {
  const own = entries.filter((entry) => entry.version === version);
  for (const key of keys) {
    const found = own.findLast((entry) => entry.key.startsWith(key));
    if (found !== undefined) return found;
  }
  return undefined;
}
