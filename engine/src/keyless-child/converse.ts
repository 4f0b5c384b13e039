import type { GalleyError } from '../errors/galley-error.ts';
import type { Clock } from '../ports/clock.ts';
import { isPlainObject } from '../units/own-value.ts';
import { answerSourceQuestion, readSourceQuestion } from './answer-source-question.ts';
import { isAnswerTo } from './check-answer.ts';
import type { ChildLimits } from './child-limits.ts';
import { FrameFault } from './frames.ts';
import type { HostileRequest } from './messages.ts';
import { overrun, refusalFrom } from './refusals.ts';
import type { RequestSources, SourceQuestion } from './remote-sources.ts';
import type { RunningChild } from './running-child.ts';
import { receiveWithin } from './watch-child.ts';

/** How a request ended; a child that ends first throws `ChildEnd`. */
export type Conversation =
  | { readonly kind: 'answer'; readonly answer: unknown }
  | { readonly kind: 'refusal'; readonly refusal: GalleyError }
  | { readonly kind: 'bug'; readonly message: string };

export interface ConverseOptions {
  readonly id: number;
  readonly sources: RequestSources;
  readonly limits: ChildLimits;
  readonly clock: Clock;
}

/**
 * One request from its first word to its end: fetches the files that the child asks for and counts the
 * child's own time. A child that breaks the rules is killed.
 * @throws ChildEnd, and whatever `sources` throw (the child is killed then)
 */
export async function converse(
  child: RunningChild,
  request: HostileRequest,
  options: ConverseOptions,
): Promise<Conversation> {
  const { id, sources, limits, clock } = options;
  const overran = (): Conversation => ({
    kind: 'refusal',
    refusal: overrun(request.operation, 'request', limits),
  });
  if (!fits(() => child.send({ kind: 'request', id, request }))) return overran();
  const left = {
    clockMs: limits.clockMs,
    fileBytes: limits.fileBytes,
    questions: limits.questions,
  };
  for (;;) {
    const startedMs = clock.elapsedMs();
    const { residentMb } = limits;
    const message = await receiveWithin(child, { clockMs: left.clockMs, residentMb }, clock);
    left.clockMs -= clock.elapsedMs() - startedMs;
    const end = endOf(message, id, request, limits);
    if (end !== undefined) return end;
    const question = questionOf(message, id);
    if (question === undefined) return breakOff(child);
    left.questions -= 1;
    const { reply, bytes } = await answerSourceQuestion(question, sources).catch((error) => {
      child.kill('dispose');
      throw error;
    });
    left.fileBytes -= bytes?.length ?? 0;
    const isWithin = left.questions >= 0 && left.fileBytes >= 0;
    if (!isWithin || !fits(() => child.send({ id, ...reply }, bytes))) {
      child.kill('dispose');
      return overran();
    }
  }
}

function fits(send: () => void): boolean {
  try {
    send();
    return true;
  } catch (error) {
    if (error instanceof FrameFault) return false;
    throw error;
  }
}

/** Garbage ends the child; the promise rejects with its end. */
async function breakOff(child: RunningChild): Promise<never> {
  child.kill('garbage');
  throw await child.ended;
}

function endOf(
  message: unknown,
  id: number,
  request: HostileRequest,
  limits: ChildLimits,
): Conversation | undefined {
  if (!isPlainObject(message) || message.id !== id) return undefined;
  const { kind } = message;
  if (kind === 'answer' && isAnswerTo(request, message.answer)) {
    return { kind, answer: message.answer };
  }
  if (kind === 'overrun') {
    return { kind: 'refusal', refusal: overrun(request.operation, 'answer', limits) };
  }
  if (kind === 'bug' && typeof message.message === 'string') {
    return { kind, message: message.message.slice(0, 2_000) };
  }
  const refusal = kind === 'refusal' ? refusalFrom(message.refusal) : undefined;
  return refusal && { kind: 'refusal', refusal };
}

function questionOf(message: unknown, id: number): SourceQuestion | undefined {
  return isPlainObject(message) && message.id === id ? readSourceQuestion(message) : undefined;
}
