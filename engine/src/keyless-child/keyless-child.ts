import { GalleyError } from '../errors/galley-error.ts';
import type { SourceTree } from '../ports/source-tree.ts';
import { answerRequest } from './answer-request.ts';
import { createFrameReader, encodeFrame, type Frame, FrameFault } from './frames.ts';
import type { ChildMessage, HostileRequest, ParentMessage } from './messages.ts';
import { plainRefusal } from './refusals.ts';
import { remoteTree } from './remote-tree.ts';

/**
 * The program of the keyless child: answers requests from standard input on standard output until the
 * input ends. It is a door of its own: it alone in the engine touches the process it runs in.
 */
const [, , requestBytes, answerBytes] = process.argv;
const reader = createFrameReader({ maxBytes: Number(requestBytes) });
const maxBytes = Number(answerBytes);

/** Set while a request waits for files; the next message is for it. */
let waiting: ((frame: Frame) => void) | undefined;

process.stdin.on('data', (piece: Buffer) => {
  for (const frame of reader.push(piece)) {
    const resume = waiting;
    waiting = undefined;
    if (resume) resume(frame);
    else void serve(frame.message as Extract<ParentMessage, { kind: 'request' }>);
  }
});
process.stdin.on('end', () => process.exit(0));

say({ kind: 'ready' });

async function serve({
  id,
  request,
}: {
  readonly id: number;
  readonly request: HostileRequest;
}): Promise<void> {
  const tree = remoteTree(request, id, (question) => {
    say(question);
    return new Promise((resolve) => {
      waiting = resolve;
    });
  });
  try {
    say({ kind: 'answer', id, answer: await answerRequest(request, oneAtATime(tree)) });
  } catch (error) {
    say(endOf(id, error));
  }
}

/** Questions follow each other: the next is asked when the last was answered. */
function oneAtATime(tree: SourceTree): SourceTree {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    const answer = last.then(ask);
    last = answer.catch(() => undefined);
    return answer;
  };
  return {
    ...tree,
    list: () => inTurn(() => tree.list()),
    read: (paths, options) => inTurn(() => tree.read(paths, options)),
  };
}

function endOf(id: number, error: unknown): ChildMessage {
  if (error instanceof GalleyError) return { kind: 'refusal', id, refusal: plainRefusal(error) };
  if (error instanceof FrameFault) return { kind: 'overrun', id };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
  return { kind: 'bug', id, message: message.slice(0, 2_000) };
}

function say(message: ChildMessage | { readonly kind: 'ready' }): void {
  process.stdout.write(encodeFrame(message, { maxBytes }));
}
