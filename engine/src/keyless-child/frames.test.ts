import { describe, expect, it } from 'vitest';
import { createFrameReader, encodeFrame } from './frames.ts';

const maxBytes = 1_000;
const order = { kind: 'read', paths: ['prompts/grüße.yaml'] };
const bytes = new Uint8Array([0x47, 0x4c, 0x59, 0x01, 0x00]);

describe('frames', () => {
  it('come out as they went in, however the pipe cuts them', () => {
    const pipe = Buffer.concat([
      encodeFrame(order, { maxBytes }),
      encodeFrame('contents', { bytes, maxBytes }),
      encodeFrame(null, { maxBytes }),
    ]);
    for (const size of [1, 7, 12, 13, 60, pipe.length]) {
      const reader = createFrameReader({ maxBytes });
      const frames = [];
      for (let start = 0; start < pipe.length; start += size) {
        frames.push(...reader.push(pipe.subarray(start, start + size)));
      }
      expect(frames.map(({ message }) => message)).toEqual([order, 'contents', null]);
      expect(frames.map((frame) => [...frame.bytes])).toEqual([[], [...bytes], []]);
    }
  });

  it('are refused by their head when they are too long, before the rest has come', () => {
    const head = encodeFrame('x'.repeat(2_000), { maxBytes: 10_000 }).subarray(0, 12);
    expect(() => createFrameReader({ maxBytes }).push(head)).toThrow(/2002 bytes, at most 1000/);
    expect(() => encodeFrame('x'.repeat(2_000), { maxBytes })).toThrow(/2002 bytes, at most 1000/);
  });

  it.each([
    ['prose', Buffer.from('Deprecation warning')],
    ['four letters of prose', Buffer.from('oops')],
    ['broken JSON', encodeFrame({ a: 1 }, { maxBytes }).fill('{', 12)],
    [
      'a frame followed by prose',
      Buffer.concat([encodeFrame(1, { maxBytes }), Buffer.from('oops')]),
    ],
  ])('%s is garbage', (_, piece) => {
    expect(() => createFrameReader({ maxBytes }).push(piece)).toThrow(/frame/);
  });
});
