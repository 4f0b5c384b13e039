import type { GalleyError } from '../../errors/galley-error.ts';
import type { Clock } from '../../ports/clock.ts';
import { isPlainObject } from '../../units/own-value.ts';
import { FrameFault } from '../frames.ts';
import { isWithinDepth } from '../is-within-depth.ts';
import { disposed, overrun, refusalFrom } from '../refusals.ts';
import type { RunningChild } from '../running-child.ts';
import { isSourceKind, type QuestionAnswerer, questionAnswerer } from './answer-proof-question.ts';
import { BrokenRule } from './broken-rule.ts';
import type { HostileChange } from './hostile-proof.ts';
import type { OpenProofHost } from './open-proof-host.ts';
import type { ProofLimits } from './proof-limits.ts';
import type { PlainChange } from './proof-messages.ts';
import { watchProof } from './watch-proof.ts';

export interface ConverseProofOptions {
  readonly host: OpenProofHost;
  readonly limits: ProofLimits;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

type Message = Readonly<Record<string, unknown>>;

/** One change is proved by one child. */
const startId = 1;

/**
 * What a child tells at the end of proving a change, its questions answered meanwhile. The child is of
 * no use afterwards.
 * @throws ChildEnd, BrokenRule; GalleyError `interrupted`, `hostile-text-limit` and what the child passes
 * on; and whatever the trees and the door throw
 */
export async function converseProof(
  child: RunningChild,
  change: HostileChange,
  { host, limits, clock, signal }: ConverseProofOptions,
): Promise<unknown> {
  const questions = questionAnswerer(change, host, limits);
  const done = new AbortController();
  const left = { messages: limits.messages, receivedBytes: limits.receivedBytes };
  let asked = 0;
  /** Asked, and the answer not yet taken. */
  const open = { questions: 0, bytes: 0 };
  /** Worked on here. */
  let answering = 0;
  /** Answers with files may be long: the next is made when the last was taken. */
  let sources: Promise<unknown> = Promise.resolve();

  function checked(message: unknown, byteCount: number): Message {
    left.messages -= 1;
    left.receivedBytes -= byteCount;
    if (left.messages < 0 || left.receivedBytes < 0) throw overrun('prove', 'answer', limits);
    if (!isPlainObject(message) || !isWithinDepth(message)) throw new BrokenRule('no message');
    return message;
  }

  async function takeQuestion(message: Message, byteCount: number): Promise<void> {
    asked += 1;
    if (message.question !== asked) throw new BrokenRule('a question out of order');
    open.questions += 1;
    open.bytes += byteCount;
    const isTooMuch = open.questions > limits.waiting || open.bytes > 2 * limits.answerBytes;
    if (isTooMuch) throw new BrokenRule('too many questions at once');
    if (isSourceKind(message.kind)) {
      const turn = sources.then(() => answer(message));
      sources = turn.catch(() => undefined);
      await turn;
    } else await answer(message);
    open.questions -= 1;
    open.bytes -= byteCount;
  }

  async function answer(message: Message): Promise<void> {
    answering += 1;
    const { reply, bytes } = await questions.answer(message);
    answering -= 1;
    if (done.signal.aborted) return;
    await sendWithin(limits, () => child.send({ ...reply, question: message.question }, bytes));
  }

  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(disposed('prove')), { signal: done.signal });
      void child.ended.then(reject);
      child.listen(({ message, byteCount }) => {
        if (done.signal.aborted) return;
        try {
          const said = checked(message, byteCount);
          if (said.kind === 'event') host.emit(said.event);
          else if (said.id !== undefined) resolve(endOf(said, questions, limits));
          else takeQuestion(said, byteCount).catch(reject);
        } catch (error) {
          reject(error);
        }
      });
      void watchProof(child, {
        limits,
        clock,
        isWaiting: () => answering > 0,
        signal: done.signal,
      });
      const start = { kind: 'prove', id: startId, change: plainChange(change) };
      void sendWithin(limits, () => child.send(start));
    });
  } finally {
    done.abort();
  }
}

/** What the child ends with; the refusal of a desk is thrown as the desk threw it. */
function endOf(message: Message, questions: QuestionAnswerer, limits: ProofLimits): unknown {
  const { kind, id } = message;
  if (id !== startId) throw new BrokenRule('an end of something else');
  if (kind === 'answer') return message.answer;
  if (kind === 'overrun') throw overrun('prove', 'answer', limits);
  if (kind === 'bug' && typeof message.message === 'string') {
    const said = message.message.slice(0, 2_000);
    throw new Error(`a bug in the keyless child during prove: ${said}`);
  }
  const refusal = kind === 'refusal' ? refusalFrom(message.refusal) : undefined;
  if (refusal === undefined) throw new BrokenRule('no known end');
  throw questions.refusedBy(refusal) ?? ownRefusal(refusal);
}

/** Nobody but the door stops a proof. */
function ownRefusal(refusal: GalleyError): GalleyError | BrokenRule {
  return refusal.code === 'interrupted' ? new BrokenRule('it stopped by itself') : refusal;
}

function plainChange({ base, head, defaults, ...change }: HostileChange): PlainChange {
  const named = ({ label, commit }: typeof base) => ({ label, ...(commit && { commit }) });
  return {
    ...change,
    base: named(base),
    head: named(head),
    ...(defaults && { defaults: { unsaid: defaults.unsaid } }),
  };
}

/** @throws GalleyError `hostile-text-limit`, at once, for a message that is too long */
function sendWithin<Sent>(limits: ProofLimits, send: () => Sent): Sent {
  try {
    return send();
  } catch (error) {
    throw error instanceof FrameFault ? overrun('prove', 'request', limits) : error;
  }
}
