import { GitFetchError } from './git-fetch-error.ts';

/** One packet of Git's protocol: bytes, or a mark between packets. */
export type PacketLine = Buffer | 'flush' | 'delimiter' | 'end';

const marks: Readonly<Record<number, PacketLine>> = { 0: 'flush', 1: 'delimiter', 2: 'end' };
const lengthDigits = 4;

/** Packets as they go to a server; each text gets its line break. */
export function writePacketLines(lines: readonly string[]): Buffer {
  return Buffer.from(
    lines
      .map((line) => {
        if (line === 'flush') return '0000';
        if (line === 'delimiter') return '0001';
        const length = Buffer.byteLength(line) + lengthDigits + 1;
        return `${length.toString(16).padStart(lengthDigits, '0')}${line}\n`;
      })
      .join(''),
  );
}

/**
 * Packets as they come from a server.
 * @throws GitFetchError `unreachable` when the bytes are no packets, or end within one
 */
export async function* readPacketLines(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<PacketLine> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of stream) {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    for (let length = lengthOf(rest); length !== undefined; length = lengthOf(rest)) {
      const mark = marks[length];
      const end = mark === undefined ? length : lengthDigits;
      if (rest.length < end) break;
      yield mark ?? rest.subarray(lengthDigits, end);
      rest = rest.subarray(end);
    }
  }
  if (rest.length > 0) throw unreadable('ends in the middle');
}

function lengthOf(bytes: Buffer): number | undefined {
  if (bytes.length < lengthDigits) return undefined;
  const digits = bytes.toString('latin1', 0, lengthDigits);
  const length = /^[0-9a-f]{4}$/i.test(digits) ? Number.parseInt(digits, 16) : -1;
  if (length < 0 || length === 3) throw unreadable('is not what Git sends');
  return length;
}

function unreadable(fact: string): GitFetchError {
  return new GitFetchError('unreachable', `the answer of the Git server ${fact}`);
}
