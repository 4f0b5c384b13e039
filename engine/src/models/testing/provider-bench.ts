import type {
  Provider,
  ProviderFailure,
  ProviderRequest,
  ProviderResult,
} from '../providers/contract.ts';
import { createProvider } from '../providers/registry.ts';
import { secretsOf } from './desk-fixtures.ts';
import { createSteeredClock } from './steered-clock.ts';
import {
  type Answering,
  type ReceivedRequest,
  sendJson,
  startVendorServer,
} from './vendor-server.ts';
import type { Asked, Said, WireDialect } from './wire-dialect.ts';

/** The key that every provider of the contract tests sends. */
export const houseKey = 'a-key/of-the-house-5f2c8e1a9b';

/** What a provider made of one request to a server that answered as told. */
interface Outcome {
  readonly result: ProviderResult;
  readonly received: ReceivedRequest;
  readonly asked: Asked;
  readonly count: number;
}

/** One provider type against a loopback server in its vendor's words. */
export interface ProviderBench {
  readonly question: ProviderRequest;
  /** A provider at an address, with its key bound to that host. */
  providerAt(origin: string, timeoutMs?: number): Provider;
  answers(said: Said): Answering;
  fails(status: number, headers?: Record<string, string>): Answering;
  ask(
    answer: Answering,
    options?: { readonly request?: Partial<ProviderRequest>; readonly timeoutMs?: number },
  ): Promise<Outcome>;
  /** The failure of asking the question. */
  failureOf(answer: Answering, timeoutMs?: number): Promise<ProviderFailure>;
}

/** A bench for one wire format; a new server for every request. */
export function createProviderBench(dialect: WireDialect): ProviderBench {
  const question: ProviderRequest = {
    model: dialect.model,
    messages: [
      { role: 'system', content: 'You decide on refunds.' },
      { role: 'user', content: 'I want my money back.' },
      { role: 'assistant', content: 'When did you buy it?' },
      { role: 'user', content: 'Last week.' },
    ],
    parameters: { temperature: 0.2, max_tokens: 400 },
    tools: [],
    output: { format: 'text' },
    repeat: 0,
  };

  const providerAt: ProviderBench['providerAt'] = (origin, timeoutMs) =>
    createProvider(dialect.declare(origin, timeoutMs === undefined ? {} : { timeoutMs }), {
      secrets: secretsOf({ HOUSE_KEY: { value: houseKey, hosts: [new URL(origin).host] } }),
      clock: createSteeredClock(),
      scriptedFiles: new Map(),
      allowPrivateHosts: true,
    });

  const ask: ProviderBench['ask'] = async (answer, { request = {}, timeoutMs } = {}) => {
    await using server = await startVendorServer(answer);
    const provider = providerAt(server.origin, timeoutMs);
    const result = await provider.send({ ...question, ...request }, new AbortController().signal);
    const [received] = server.received;
    if (!received) throw new Error('nothing was sent');
    return {
      result,
      received,
      asked: dialect.readRequest(received),
      count: server.received.length,
    };
  };

  return {
    question,
    providerAt,
    ask,
    answers: (said) => (response) => sendJson(response, 200, dialect.answerBody(said)),
    fails: (status, headers = {}) => {
      const body = dialect.errorBody(status, 'Rate limit reached for this model');
      return (response) => sendJson(response, status, body, headers);
    },
    async failureOf(answer, timeoutMs) {
      const { result } = await ask(answer, timeoutMs === undefined ? {} : { timeoutMs });
      return failureIn(result);
    },
  };
}

/** The failure that a result is. */
export function failureIn(result: ProviderResult): ProviderFailure {
  if (result.ok) throw new Error('expected a failure');
  return result.failure;
}
