import { GalleyError } from '../errors/galley-error.ts';
import { answerRequest } from './answer-request.ts';
import { createFrameReader, encodeFrame, type Frame, FrameFault } from './frames.ts';
import type { ChildMessage, ParentMessage } from './messages.ts';
import type { ProofParentMessage } from './proof/proof-messages.ts';
import { plainRefusal } from './refusals.ts';
import { oneAtATime, type RequestSources, remoteDefaults, remoteTree } from './remote-sources.ts';

type Start = Extract<ParentMessage | ProofParentMessage, { kind: 'request' | 'prove' }>;

/**
 * The program of the keyless child: answers requests from standard input on standard output until the
 * input ends. It is a door of its own: it alone in the engine touches the process it runs in.
 */
const [, , requestBytes, answerBytes] = process.argv;
const reader = createFrameReader({ maxBytes: Number(requestBytes) });
const maxBytes = Number(answerBytes);

/** Set while a request waits for files; the next message is for it. */
let waiting: ((frame: Frame) => void) | undefined;
/** Set while a change is proved; every message is for it. */
let proving: ((frame: Frame) => void) | undefined;

process.stdin.on('data', (piece: Buffer) => {
  for (const frame of reader.push(piece)) {
    const resume = proving ?? waiting;
    waiting = undefined;
    if (resume) resume(frame);
    else void serve(frame.message as Start);
  }
});
process.stdin.on('end', () => process.exit(0));

say({ kind: 'ready' });

async function serve(start: Start): Promise<void> {
  const { id } = start;
  try {
    const answer =
      start.kind === 'prove' ? prove(start) : answerRequest(start.request, sourcesOf(start));
    say({ kind: 'answer', id, answer: await answer });
  } catch (error) {
    say(endOf(id, error));
  }
}

async function prove({ change }: Extract<Start, { kind: 'prove' }>): Promise<unknown> {
  const { serveProof } = await import('./proof/serve-proof.ts');
  const { proved, take } = serveProof(change, say);
  proving = take;
  return proved;
}

function sourcesOf({ id, request }: Extract<ParentMessage, { kind: 'request' }>): RequestSources {
  const ask = oneAtATime((question) => {
    say({ ...question, id });
    return new Promise((resolve) => {
      waiting = resolve;
    });
  });
  if (request.operation !== 'openLibrary') return { tree: remoteTree({ label: '' }, ask) };
  const { label, commit, defaults } = request;
  return {
    tree: remoteTree({ label, ...(commit !== undefined && { commit }) }, ask),
    ...(defaults && { defaults: remoteDefaults(defaults, ask) }),
  };
}

function endOf(id: number, error: unknown): ChildMessage {
  if (error instanceof GalleyError) return { kind: 'refusal', id, refusal: plainRefusal(error) };
  if (error instanceof FrameFault) return { kind: 'overrun', id };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
  return { kind: 'bug', id, message: message.slice(0, 2_000) };
}

function say(message: object): void {
  process.stdout.write(encodeFrame(message, { maxBytes }));
}
