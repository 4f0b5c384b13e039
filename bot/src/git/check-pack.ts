import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { inflateSync } from 'node:zlib';
import { GitFetchError } from './git-fetch-error.ts';

/** What a pack may hold; a small one can stand for very much. */
export interface PackLimits {
  readonly mostObjects: number;
  /** Of one object, inflated. */
  readonly mostObjectBytes: number;
  /** Of all objects together, inflated. */
  readonly mostInflatedBytes: number;
}

const headerBytes = 12;
const checksumBytes = 20;
const offsetDelta = 6;
const refDelta = 7;
const types = new Set([1, 2, 3, 4, offsetDelta, refDelta]);
/** Other work gets a turn after so much. */
const turnBytes = 1024 * 1024;

/**
 * Walks a pack once, before anything takes it apart in memory: every object is as large as it says, and
 * none above the limits. Deltas are measured by the size that they come to.
 * @returns how many objects it holds
 * @throws GitFetchError `too-large`, `damaged`
 */
export async function checkPack(pack: Buffer, limits: PackLimits): Promise<number> {
  const count = readHeader(pack);
  if (count > limits.mostObjects) throw tooLarge(`${count} objects`, limits.mostObjects);
  const end = pack.length - checksumBytes;
  let at = headerBytes;
  let inflatedBytes = 0;
  let sinceTurn = 0;
  for (let object = 0; object < count; object += 1) {
    const entry = readEntry(pack, at, limits);
    at = entry.end;
    if (at > end) throw damaged('ends in the middle of an object');
    inflatedBytes += entry.byteCount;
    if (inflatedBytes > limits.mostInflatedBytes) {
      throw tooLarge(`more than ${limits.mostInflatedBytes} bytes`, limits.mostInflatedBytes);
    }
    sinceTurn += entry.byteCount + turnBytes / 1024;
    if (sinceTurn > turnBytes) {
      sinceTurn = 0;
      await setImmediate();
    }
  }
  if (at !== end) throw damaged('holds more than its objects');
  return count;
}

function readHeader(pack: Buffer): number {
  const isPack =
    pack.length >= headerBytes + checksumBytes && pack.toString('latin1', 0, 4) === 'PACK';
  if (!isPack || pack.readUInt32BE(4) !== 2) throw damaged('is no pack of version 2');
  const content = pack.subarray(0, -checksumBytes);
  const checksum = createHash('sha1').update(content).digest();
  if (!checksum.equals(pack.subarray(-checksumBytes))) throw damaged('does not have its checksum');
  return pack.readUInt32BE(8);
}

function readEntry(
  pack: Buffer,
  start: number,
  { mostObjectBytes }: PackLimits,
): { readonly end: number; readonly byteCount: number } {
  const type = ((pack[start] ?? 0) >> 4) & 7;
  if (!types.has(type)) throw damaged(`has an object of type ${type}`);
  const declared = readSize(pack, start, 4);
  if (declared.value > mostObjectBytes) throw objectTooLarge(mostObjectBytes);
  let at = declared.end;
  if (type === refDelta) at += checksumBytes;
  if (type === offsetDelta) at = readSize(pack, at, 7).end;
  const { content, end } = inflateAt(pack, at, declared.value);
  if (type !== offsetDelta && type !== refDelta) return { end, byteCount: content.length };
  const source = readSize(content, 0, 7);
  const target = readSize(content, source.end, 7);
  if (target.value > mostObjectBytes) throw objectTooLarge(mostObjectBytes);
  return { end, byteCount: content.length + target.value };
}

/** A number in groups of seven bits, lowest first; the first byte gives only some of its bits. */
function readSize(
  bytes: Buffer,
  start: number,
  firstBits: number,
): { readonly value: number; readonly end: number } {
  let at = start;
  let byte = bytes[at] ?? 0;
  let value = byte & (2 ** firstBits - 1);
  for (let factor = 2 ** firstBits; byte & 0x80; factor *= 128) {
    at += 1;
    byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * factor;
  }
  return { value, end: at + 1 };
}

function inflateAt(
  pack: Buffer,
  start: number,
  byteCount: number,
): { readonly content: Buffer; readonly end: number } {
  const options = {
    info: true,
    chunkSize: Math.max(64, Math.min(byteCount + 1, 64 * 1024)),
    maxOutputLength: Math.max(1, byteCount),
  };
  let inflated: { buffer: Buffer; engine: { bytesWritten: number } };
  try {
    inflated = inflateSync(pack.subarray(start), options) as unknown as typeof inflated;
  } catch {
    throw damaged('has an object that cannot be inflated to its size');
  }
  const { buffer, engine } = inflated;
  if (buffer.length !== byteCount) throw damaged('has an object that is shorter than it says');
  return { content: buffer, end: start + engine.bytesWritten };
}

function objectTooLarge(most: number): GitFetchError {
  return tooLarge(`an object above ${most} bytes`, most);
}

function tooLarge(fact: string, most: number): GitFetchError {
  return new GitFetchError(
    'too-large',
    `the fetched pack holds ${fact}, more than is taken apart`,
    {
      data: { most },
    },
  );
}

function damaged(fact: string): GitFetchError {
  return new GitFetchError('damaged', `the fetched pack ${fact}`);
}
