import type { IncomingMessage } from 'node:http';

/** Reads a request's body. `too-large` and `too-many` leave the rest of it unread. */
export type ReadBody = (request: IncomingMessage) => Promise<Buffer | 'too-large' | 'too-many'>;

/**
 * Bodies up to a size; as anybody can send one before its signature is known, all that are being read
 * together have a limit, too.
 */
export function openBodyReader(limits: {
  /** Bytes of one. */
  readonly mostBytes: number;
  /** Bytes of all that are being read. */
  readonly mostPendingBytes: number;
}): ReadBody {
  let pendingBytes = 0;
  return async (request) => {
    if (Number(request.headers['content-length'] ?? 0) > limits.mostBytes) return 'too-large';
    const chunks: Buffer[] = [];
    let bytes = 0;
    try {
      for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        bytes += chunk.length;
        pendingBytes += chunk.length;
        if (bytes > limits.mostBytes) return 'too-large';
        if (pendingBytes > limits.mostPendingBytes) return 'too-many';
        chunks.push(chunk);
      }
      return Buffer.concat(chunks, bytes);
    } finally {
      pendingBytes -= bytes;
    }
  };
}
