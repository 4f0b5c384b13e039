import { GalleyError } from '../errors/galley-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { HostileText } from '../ports/hostile-text.ts';
import { type ChildEntry, keylessChildEntry } from './child-entry.ts';
import { type ChildLimits, defaultChildLimits } from './child-limits.ts';
import { type Conversation, converse } from './converse.ts';
import { type ChildGuard, findChildGuard } from './find-child-guard.ts';
import { type CarryRequest, hostileTextOver } from './hostile-text-over.ts';
import type { HostileRequest } from './messages.ts';
import { disposed, endRefusal } from './refusals.ts';
import type { RequestSources } from './remote-sources.ts';
import { ChildEnd, type RunningChild } from './running-child.ts';
import { startChild } from './start-child.ts';

export interface KeylessChildOptions {
  readonly clock: Clock;
  /** Overrides of {@link defaultChildLimits}. */
  readonly limits?: Partial<ChildLimits>;
  /** The program to run; default the keyless child itself. */
  readonly entry?: ChildEntry;
  /** What the system keeps children from; default what is found by trying. */
  readonly guard?: ChildGuard;
}

/** Hostile text read in a process of its own. */
export interface KeylessChild extends HostileText {
  /** What the system keeps the child from here; found once, by trying. */
  guard(): Promise<ChildGuard>;
  /** Process id of the child that serves now; `undefined` while none runs. */
  readonly pid: number | undefined;
}

interface Job {
  readonly request: HostileRequest;
  readonly sources: RequestSources;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

const mostStarts = 3;
const firstPauseMs = 100;
const longestPauseMs = 5_000;

/**
 * Reads hostile text in a child process without keys, environment, files or network. Requests are
 * answered one at a time, in order, by one process, which is started for the first of them, killed when
 * one takes more than `limits` give, and started again for the next; those that wait lose nothing.
 * Use one per trust domain (one side of one pull request) and dispose of it: a process that was taken
 * over could lie about everything that it answers later.
 */
export function keylessChildProcess(options: KeylessChildOptions): KeylessChild {
  const { clock, entry = keylessChildEntry() } = options;
  const limits = { ...defaultChildLimits, ...options.limits };
  const queue: Job[] = [];
  const stopping = new AbortController();
  let guard = options.guard && Promise.resolve(options.guard);
  let child: RunningChild | undefined;
  let served = 0;
  /** Processes in a row that ended without having answered anything. */
  let fruitless = 0;
  let count = 0;
  let isWorking = false;

  const findGuard = () => {
    guard ??= findChildGuard();
    return guard;
  };

  async function ready(): Promise<RunningChild> {
    if (child !== undefined && !child.hasEnded) return child;
    await child?.ended;
    for (let start = 1; ; start += 1) {
      await pause();
      try {
        const found = await findGuard();
        stopping.signal.throwIfAborted();
        served = 0;
        return await startChild({ entry, limits, clock, guard: found }, (started) => {
          child = started;
        });
      } catch (error) {
        if (!(error instanceof ChildEnd) || start === mostStarts) throw error;
        fruitless += 1;
      }
    }
  }

  async function pause(): Promise<void> {
    if (fruitless === 0) return;
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (fruitless - 1));
    await clock.sleep(pauseMs, stopping.signal);
  }

  /** Once more on a fresh process when one that had served others broke off for no limit of this request. */
  async function answerOf(job: Job, isRepeated = false): Promise<Conversation> {
    const current = await ready();
    count += 1;
    try {
      const { request, sources } = job;
      const end = await converse(current, request, { id: count, sources, limits, clock });
      served += 1;
      fruitless = 0;
      return end;
    } catch (error) {
      if (!(error instanceof ChildEnd)) throw error;
      if (served === 0) fruitless += 1;
      const mayBeOthers = served > 0 && ['exit', 'garbage', 'heap', 'resident'].includes(error.why);
      if (!mayBeOthers || isRepeated) throw error;
      return answerOf(job, true);
    }
  }

  async function settle(job: Job): Promise<void> {
    const { operation } = job.request;
    try {
      const end = await answerOf(job);
      if (end.kind === 'answer') job.resolve(end.answer);
      else if (end.kind === 'refusal') job.reject(end.refusal);
      else job.reject(new Error(`a bug in the keyless child during ${operation}: ${end.message}`));
    } catch (error) {
      if (stopping.signal.aborted) job.reject(disposed(operation));
      else job.reject(error instanceof ChildEnd ? endRefusal(operation, error, limits) : error);
    }
  }

  async function work(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    for (let job = queue.shift(); job; job = queue.shift()) await settle(job);
    isWorking = false;
  }

  const carry: CarryRequest = (request, sources) =>
    new Promise((resolve, reject) => {
      if (stopping.signal.aborted) return reject(disposed(request.operation));
      const answered = resolve as (answer: unknown) => void;
      queue.push({ request, sources, resolve: answered, reject });
      void work();
    });

  async function dispose(): Promise<void> {
    stopping.abort(new GalleyError('interrupted', 'the keyless child was stopped'));
    for (const { request, reject } of queue.splice(0)) reject(disposed(request.operation));
    child?.kill('dispose');
    await child?.ended;
  }

  return {
    ...hostileTextOver(carry, dispose),
    guard: findGuard,
    get pid() {
      return child?.hasEnded === false ? child.pid : undefined;
    },
  };
}
