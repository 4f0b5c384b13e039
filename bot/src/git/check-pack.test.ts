import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkPack } from './check-pack.ts';
import type { GitFetchReason } from './git-fetch-error.ts';

const limits = { mostObjects: 10, mostObjectBytes: 100_000, mostInflatedBytes: 300_000 };
const blob = 3;
const offsetDelta = 6;
const refDelta = 7;

function size(value: number, firstBits: number, type = 0): Buffer {
  const first = value % 2 ** firstBits;
  let rest = Math.floor(value / 2 ** firstBits);
  const bytes = [type * 16 + first + (rest > 0 ? 0x80 : 0)];
  for (; rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) + (rest >= 128 ? 0x80 : 0));
  }
  return Buffer.from(bytes);
}

/** An object as it lies in a pack; it may say another size than it has. */
function object(
  type: number,
  content: Buffer,
  { declares = content.length, base = Buffer.alloc(0) } = {},
): Buffer {
  return Buffer.concat([size(declares, 4, type), base, deflateSync(content)]);
}

function pack(objects: readonly Buffer[], { count = objects.length, version = 2 } = {}): Buffer {
  const header = Buffer.from('PACK\0\0\0\0\0\0\0\0', 'latin1');
  header.writeUInt32BE(version, 4);
  header.writeUInt32BE(count, 8);
  const content = Buffer.concat([header, ...objects]);
  return Buffer.concat([content, createHash('sha1').update(content).digest()]);
}

const delta = (target: number) => Buffer.concat([size(5, 7), size(target, 7), Buffer.from([1])]);

describe('a pack', () => {
  it('is sound with objects of every kind and size', async () => {
    const objects = [
      object(blob, Buffer.alloc(0)),
      object(blob, Buffer.alloc(15, 'a')),
      object(blob, Buffer.alloc(16, 'b')),
      object(1, Buffer.alloc(99_999, 'c')),
      object(offsetDelta, delta(200), { base: Buffer.from([0x81, 0x04]) }),
      object(refDelta, delta(99_999), { base: Buffer.alloc(20, 7) }),
    ];
    expect(await checkPack(pack(objects), limits)).toBe(6);
    expect(await checkPack(pack([]), limits)).toBe(0);
  });

  const small = object(blob, Buffer.from('small'));
  const huge = object(blob, Buffer.alloc(90_000));
  const cases: [string, GitFetchReason, Buffer][] = [
    ['an object above the limit', 'too-large', pack([object(blob, Buffer.alloc(100_001))])],
    [
      'an object that says it is endless',
      'too-large',
      pack([object(blob, Buffer.alloc(9), { declares: 2 ** 60 })]),
    ],
    [
      'a delta that comes to more',
      'too-large',
      pack([object(refDelta, delta(2 ** 40), { base: Buffer.alloc(20) })]),
    ],
    ['much in little altogether', 'too-large', pack([huge, huge, huge, huge])],
    [
      'deltas that come to much altogether',
      'too-large',
      pack(
        Array.from({ length: 4 }, () =>
          object(refDelta, delta(90_000), { base: Buffer.alloc(20) }),
        ),
      ),
    ],
    ['too many objects', 'too-large', pack([], { count: 11 })],
    [
      'an object that is larger than it says',
      'damaged',
      pack([object(blob, Buffer.alloc(90_000), { declares: 5 })]),
    ],
    [
      'an object that is shorter than it says',
      'damaged',
      pack([object(blob, Buffer.alloc(5), { declares: 6 })]),
    ],
    ['fewer objects than it says', 'damaged', pack([small], { count: 2 })],
    ['more objects than it says', 'damaged', pack([small, small], { count: 1 })],
    ['an object of no kind', 'damaged', pack([object(5, Buffer.from('what'))])],
    ['what is not deflated', 'damaged', pack([Buffer.from([0x35, 1, 2, 3, 4, 5, 6, 7])])],
    ['another version', 'damaged', pack([small], { version: 3 })],
    [
      'a wrong checksum',
      'damaged',
      Buffer.concat([pack([small]).subarray(0, -1), Buffer.from('x')]),
    ],
    ['nothing', 'damaged', Buffer.alloc(0)],
  ];
  it.each(cases)('is refused with %s', async (_, reason, content) => {
    await expect(checkPack(content, limits)).rejects.toMatchObject({ reason, code: 'git-failed' });
  });
});
