import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { ChildLimits } from './child-limits.ts';
import { createFrameReader, encodeFrame, type Frame, FrameFault } from './frames.ts';

/** Why a child is no more. `exit`: by itself; `heap`: V8 gave up; the others: it was killed for it. */
export type EndCause = 'clock' | 'heap' | 'resident' | 'answer' | 'garbage' | 'exit' | 'dispose';

/** How a child ended; thrown by whoever still waits for its word. */
export class ChildEnd extends Error {
  readonly why: EndCause;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The end of what it wrote to standard error, at most 2,000 characters; may hold hostile text. */
  readonly complaint: string;

  constructor(why: EndCause, exit: { code: number | null; signal: string | null; text: string }) {
    super(`the child process ended: ${why}`);
    this.why = why;
    this.exitCode = exit.code;
    this.signal = exit.signal;
    this.complaint = exit.text;
  }
}

/** A started process that speaks in frames. */
export interface RunningChild {
  readonly pid: number | undefined;
  readonly hasEnded: boolean;
  /**
   * Resolves once the child's pipe has taken it all; never rejects.
   * @throws FrameFault `too-large`, at once, above `limits.requestBytes`; nothing was sent then
   */
  send(message: unknown, bytes?: Uint8Array): Promise<void>;
  /** The child's next message. Rejects with {@link ChildEnd}. A message that nobody waits for is garbage. */
  receive(): Promise<unknown>;
  /** From now on every message goes to `take` as it comes, instead of to {@link receive}. */
  listen(take: (frame: Pick<Frame, 'message' | 'byteCount'>) => void): void;
  /** Ends it at once; the first cause stays. */
  kill(cause: EndCause): void;
  /** Resolves when the process is gone and its pipes are closed. */
  readonly ended: Promise<ChildEnd>;
}

const complaintChars = 2_000;
const noMemory = /heap out of memory|heap limit|Array buffer allocation failed/i;

/** Speaks with a process that `spawnChild` started. */
export function runningChild(
  spawned: ChildProcessWithoutNullStreams,
  limits: Pick<ChildLimits, 'requestBytes' | 'answerBytes'>,
): RunningChild {
  const reader = createFrameReader({ maxBytes: limits.answerBytes });
  let waiting: { resolve(message: unknown): void; reject(end: ChildEnd): void } | undefined;
  let listener: ((frame: Frame) => void) | undefined;
  let killedFor: EndCause | undefined;
  let end: ChildEnd | undefined;
  let complaint = '';

  const kill = (cause: EndCause) => {
    killedFor ??= cause;
    spawned.kill('SIGKILL');
  };
  spawned.stdout.on('data', (piece: Buffer) => {
    if (killedFor !== undefined) return;
    try {
      for (const frame of reader.push(piece)) {
        if (killedFor !== undefined) return;
        if (frame.bytes.length > 0) return kill('garbage');
        if (listener !== undefined) listener(frame);
        else if (waiting === undefined) return kill('garbage');
        else {
          const { resolve } = waiting;
          waiting = undefined;
          resolve(frame.message);
        }
      }
    } catch (error) {
      if (!(error instanceof FrameFault)) throw error;
      kill(error.kind === 'too-large' ? 'answer' : 'garbage');
    }
  });
  spawned.stderr.on('data', (piece: Buffer) => {
    complaint = (complaint + piece.toString('latin1')).slice(-complaintChars);
  });
  // The child may be gone before it has read everything; how it ended says why.
  spawned.stdin.on('error', () => undefined);
  const ended = new Promise<ChildEnd>((resolve) => {
    const finish = (code: number | null, signal: string | null) => {
      const ranOut = signal === 'SIGABRT' || code === 134 || noMemory.test(complaint);
      const cause = killedFor ?? (ranOut ? 'heap' : 'exit');
      end ??= new ChildEnd(cause, { code, signal, text: complaint });
      waiting?.reject(end);
      waiting = undefined;
      resolve(end);
    };
    spawned.on('error', (error) => {
      complaint = (complaint + error.message).slice(-complaintChars);
      // A process that never started has no `close`.
      if (spawned.pid === undefined) finish(null, null);
    });
    spawned.on('close', finish);
  });

  return {
    pid: spawned.pid,
    ended,
    kill,
    get hasEnded() {
      return end !== undefined || killedFor !== undefined;
    },
    send(message, bytes) {
      const maxBytes = limits.requestBytes;
      const frame = encodeFrame(message, { maxBytes, ...(bytes && { bytes }) });
      return new Promise((resolve) => {
        spawned.stdin.write(frame, () => resolve());
      });
    },
    receive() {
      if (end !== undefined) return Promise.reject(end);
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
      });
    },
    listen(take) {
      listener = take;
    },
  };
}
