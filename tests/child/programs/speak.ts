import { createFrameReader, encodeFrame } from '../../../engine/src/keyless-child/frames.ts';

const maxBytes = 64 * 1024 * 1024;

/** A request as the programs of the tests see it: its pattern says what to do. */
export interface Order {
  readonly id: number;
  readonly order: string;
}

/** Says a message as the keyless child would. */
export function say(message: unknown): void {
  process.stdout.write(encodeFrame(message, { maxBytes }));
}

/** Answers so that the caller gets `text` as the fault of its pattern. */
export function tell(id: number, text: string): void {
  say({ kind: 'answer', id, answer: { fault: { message: text, offset: 0 } } });
}

/** Takes orders until the input ends. */
export function serve(obey: (order: Order) => void | Promise<void>): void {
  const reader = createFrameReader({ maxBytes });
  process.stdin.on('data', (piece: Buffer) => {
    for (const { message } of reader.push(piece)) {
      const { id, request } = message as { id: number; request: { pattern: string } };
      void obey({ id, order: request.pattern });
    }
  });
  process.stdin.on('end', () => process.exit(0));
  say({ kind: 'ready' });
}
