/** One message on a pipe: JSON, and bytes that the JSON describes. */
export interface Frame {
  readonly message: unknown;
  readonly bytes: Uint8Array;
  /** Of the whole frame, as it travelled. */
  readonly byteCount: number;
}

/** A pipe carried something that is no frame, or one above the cap. */
export class FrameFault extends Error {
  readonly kind: 'too-large' | 'garbage';

  constructor(kind: FrameFault['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Opens every frame, so that stray output is never taken for one: `GLY` and the format's version. */
const mark = 0x474c5901;
const markBytes = 4;
const headBytes = 12;
const noBytes = new Uint8Array(0);

/**
 * A message as it travels: mark, length of the JSON, length of the bytes (32 bits each), JSON, bytes.
 * @throws FrameFault `too-large` above `maxBytes`
 */
export function encodeFrame(
  message: unknown,
  { bytes = noBytes, maxBytes }: { bytes?: Uint8Array; maxBytes: number },
): Buffer {
  const json = Buffer.from(JSON.stringify(message));
  if (json.length + bytes.length > maxBytes) {
    throw new FrameFault('too-large', `${json.length + bytes.length} bytes, at most ${maxBytes}`);
  }
  const head = Buffer.alloc(headBytes);
  head.writeUInt32BE(mark, 0);
  head.writeUInt32BE(json.length, 4);
  head.writeUInt32BE(bytes.length, 8);
  return Buffer.concat([head, json, bytes]);
}

/**
 * Puts frames together from the pieces of a pipe. What is kept never exceeds `maxBytes`: a frame that
 * announces more is refused by its head.
 * @throws FrameFault from `push`; the pipe is of no use afterwards
 */
export function createFrameReader({ maxBytes }: { maxBytes: number }): {
  push(piece: Buffer): Frame[];
} {
  let pieces: Buffer[] = [];
  let held = 0;
  let wanted = markBytes;
  return {
    push(piece) {
      pieces.push(piece);
      held += piece.length;
      if (held < wanted) return [];
      let buffer = pieces.length === 1 ? piece : Buffer.concat(pieces);
      const frames: Frame[] = [];
      for (;;) {
        wanted = wantedBytes(buffer, maxBytes);
        if (buffer.length < wanted) break;
        frames.push(decodeFrame(buffer.subarray(0, wanted)));
        buffer = buffer.subarray(wanted);
      }
      pieces = [buffer];
      held = buffer.length;
      return frames;
    },
  };
}

/** How many bytes must be there to go on: those of the mark, of the head, then of the whole frame. */
function wantedBytes(buffer: Buffer, maxBytes: number): number {
  if (buffer.length < markBytes) return markBytes;
  if (buffer.readUInt32BE(0) !== mark) throw new FrameFault('garbage', 'no frame');
  if (buffer.length < headBytes) return headBytes;
  const length = buffer.readUInt32BE(4) + buffer.readUInt32BE(8);
  if (length > maxBytes) throw new FrameFault('too-large', `${length} bytes, at most ${maxBytes}`);
  return headBytes + length;
}

function decodeFrame(frame: Buffer): Frame {
  const jsonEnd = headBytes + frame.readUInt32BE(4);
  try {
    const message: unknown = JSON.parse(frame.toString('utf8', headBytes, jsonEnd));
    return { message, bytes: frame.subarray(jsonEnd), byteCount: frame.length };
  } catch {
    throw new FrameFault('garbage', 'a frame without JSON');
  }
}
