import { GalleyError } from '../../errors/galley-error.ts';
import type { BlobContent } from '../../ports/git.ts';

/** Takes the output of `git cat-file --batch` chunk by chunk. */
export interface BlobBatch {
  take(chunk: Buffer): void;
  /** What has been read so far, by object id. */
  readonly blobs: Map<string, BlobContent>;
}

type Expected = { kind: 'header' } | { kind: 'content'; id: string; left: number };

/**
 * A reader for `git cat-file --batch` that keeps no blob above `maxBytes` in memory.
 * @throws GalleyError `git-failed` (from `take`) for output in another form
 */
export function createBlobBatch(maxBytes: number): BlobBatch {
  const blobs = new Map<string, BlobContent>();
  let expected: Expected = { kind: 'header' };
  let header = '';
  let content: Buffer | undefined;
  let filled = 0;

  function takeHeader(chunk: Buffer, from: number): number {
    const end = chunk.indexOf(0x0a, from);
    header += chunk.toString('latin1', from, end < 0 ? chunk.length : end);
    if (header.length > 200) throw unexpectedOutput(header);
    if (end < 0) return chunk.length;
    const [id = '', type = '', size = ''] = header.split(' ');
    header = '';
    if (type === 'missing') {
      blobs.set(id, { kind: 'missing' });
      return end + 1;
    }
    const byteCount = Number(size);
    if (!/^\d+$/.test(size) || !Number.isSafeInteger(byteCount)) throw unexpectedOutput(id);
    if (type !== 'blob') blobs.set(id, { kind: 'missing' });
    else if (byteCount > maxBytes) blobs.set(id, { kind: 'too-large', byteCount });
    else content = Buffer.allocUnsafe(byteCount);
    filled = 0;
    expected = { kind: 'content', id, left: byteCount + 1 }; // One line feed follows the content.
    return end + 1;
  }

  function takeContent(chunk: Buffer, from: number, item: Expected & { kind: 'content' }): number {
    const end = Math.min(chunk.length, from + item.left);
    if (content) filled += chunk.copy(content, filled, from, end);
    item.left -= end - from;
    if (item.left === 0) {
      if (content) blobs.set(item.id, { kind: 'bytes', bytes: content });
      content = undefined;
      expected = { kind: 'header' };
    }
    return end;
  }

  return {
    blobs,
    take(chunk) {
      let at = 0;
      while (at < chunk.length) {
        at = expected.kind === 'header' ? takeHeader(chunk, at) : takeContent(chunk, at, expected);
      }
    },
  };
}

function unexpectedOutput(text: string): GalleyError {
  return new GalleyError('git-failed', `git cat-file answered in an unknown form: ${text}`, {
    hint: 'update Git to 2.30 or later',
  });
}
