import { GalleyError } from '../errors/galley-error.ts';
import { refusalCodes } from '../errors/refusal-codes.ts';
import { isPlainObject } from '../units/own-value.ts';
import type { ChildLimits } from './child-limits.ts';
import type { HostileOperation, PlainRefusal } from './messages.ts';
import type { ChildEnd } from './running-child.ts';

/** What was under way when it was refused. */
type Operation = HostileOperation | 'prove';

/** What a request took too much of; `heap` and `resident` are both memory. */
export type OverrunLimit = 'clock' | 'heap' | 'resident' | 'request' | 'answer';

const longestMessage = 20_000;

/** A refusal that names the limit which a request went beyond. */
export function overrun(
  operation: Operation,
  limit: OverrunLimit,
  limits: ChildLimits,
): GalleyError {
  const given = {
    clock: { atMost: limits.clockMs, text: `more than ${limits.clockMs / 1000} seconds` },
    heap: { atMost: limits.heapMb, text: `more than ${limits.heapMb} MB of memory` },
    resident: { atMost: limits.residentMb, text: `more than ${limits.residentMb} MB of memory` },
    request: { atMost: limits.requestBytes, text: 'more bytes of files than are read at once' },
    answer: { atMost: limits.answerBytes, text: `more than ${limits.answerBytes} bytes of answer` },
  }[limit];
  const isMemory = limit === 'heap' || limit === 'resident';
  return new GalleyError('hostile-text-limit', `${operation} took ${given.text}`, {
    data: { operation, limit: isMemory ? 'memory' : limit, atMost: given.atMost },
    hint: 'Make the documents or data files that it reads smaller or simpler.',
  });
}

/** The refusal for a request during which the child ended. */
export function endRefusal(operation: Operation, end: ChildEnd, limits: ChildLimits): GalleyError {
  switch (end.why) {
    case 'clock':
    case 'heap':
    case 'resident':
    case 'answer':
      return overrun(operation, end.why, limits);
    case 'dispose':
      return disposed(operation);
    case 'garbage':
      return brokeOff(operation, 'said something that is no answer', end);
    case 'exit':
      return brokeOff(operation, 'ended by itself', end);
  }
}

/** The refusal of requests to something that was disposed of. */
export function disposed(operation: Operation): GalleyError {
  return new GalleyError('interrupted', `${operation} was stopped`, { data: { operation } });
}

function brokeOff(operation: Operation, what: string, end: ChildEnd): GalleyError {
  const { exitCode, signal, complaint } = end;
  return new GalleyError('hostile-text-failed', `the child process ${what} during ${operation}`, {
    data: { operation, exitCode, signal, complaint },
    isRetryable: true,
  });
}

/** A refusal as it travels. */
export function plainRefusal({ code, message, hint, data }: GalleyError): PlainRefusal {
  return { code, message, data, ...(hint !== undefined && { hint }) };
}

/** The refusal that a child sent; `undefined` for anything that is none. */
export function refusalFrom(plain: unknown): GalleyError | undefined {
  if (!isPlainObject(plain)) return undefined;
  const { code, message, hint, data } = plain;
  if (typeof code !== 'string' || !Object.hasOwn(refusalCodes, code)) return undefined;
  if (typeof message !== 'string' || message.length > longestMessage) return undefined;
  if (hint !== undefined && typeof hint !== 'string') return undefined;
  if (!isPlainObject(data)) return undefined;
  return new GalleyError(code as PlainRefusal['code'], message, {
    data,
    ...(hint !== undefined && { hint }),
  });
}
