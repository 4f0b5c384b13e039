import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GalleyError } from '../../errors/galley-error.ts';
import type { ModelAlias } from '../../library/project.ts';
import type { GalleyEvent } from '../../ports/events.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { createAnswerCache } from '../answer-cache.ts';
import { createModelDesk } from '../create-model-desk.ts';
import type { ModelCall, ModelDeskOptions } from '../model-desk.ts';
import { constantRandom, projectOf, secretsOf, supportPricing } from './desk-fixtures.ts';
import { createMemorySpend, type MemorySpend } from './memory-spend.ts';
import { createSteeredClock } from './steered-clock.ts';
import type { VendorServer } from './vendor-server.ts';

/** A signal that nobody aborts. */
export const patient = new AbortController().signal;

/** What a customer asks, for {@link deskAt}'s alias `chat`. */
export const refund: ModelCall = {
  alias: 'chat',
  parameters: { max_tokens: 50 },
  messages: [
    { role: 'system', content: 'You decide on refunds.' },
    { role: 'user', content: 'I want my money back.' },
  ],
  tools: [],
  output: { format: 'text' },
  repeat: 0,
};

/** Options of the desk, of its alias `chat` and of its money. */
export interface DeskSetting extends Partial<ModelDeskOptions> {
  readonly alias?: Partial<ModelAlias>;
  readonly cap?: number;
}

/** A desk over a loopback vendor as provider `house` and two scripted ones, with its money and its events. */
export function deskAt(server: Pick<VendorServer, 'baseUrl'>, setting: DeskSetting = {}) {
  const spend: MemorySpend = createMemorySpend(setting.cap);
  const clock = createSteeredClock();
  const events: GalleyEvent[] = [];
  const { alias, cap: _, ...options } = setting;
  const desk = createModelDesk({
    project: projectOf({
      providers: [
        { name: 'house', type: 'openai-compatible', baseUrl: server.baseUrl, allowPrivate: true },
        { name: 'fake', type: 'scripted', file: 'scripted/chat.yaml' },
        { name: 'echo', type: 'scripted', echo: true },
      ],
      models: [
        { alias: 'chat', provider: 'house', name: 'small', pricing: supportPricing, ...alias },
        { alias: 'judge', provider: 'house', name: 'large', pricing: supportPricing },
        { alias: 'scripted', provider: 'fake' },
        { alias: 'priced-script', provider: 'fake', pricing: supportPricing },
        { alias: 'echo', provider: 'echo' },
      ],
    }),
    scriptedFiles: new Map([['scripted/chat.yaml', script]]),
    mode: 'auto',
    secrets: secretsOf(),
    clock,
    random: constantRandom(),
    spend,
    emit: (event) => events.push(event),
    allowPrivateHosts: true,
    ...options,
  });
  return { desk, spend, clock, events };
}

const script = `
rules:
  - when: {contains: money back, of: last_user}
    say: [We refund it., We do not refund it.]
    usage: {input_tokens: 100, output_tokens: 20}
    latency_ms: 640
otherwise:
  json: {decision: escalate}
`;

/** A cache in a folder of its own. */
export async function emptyCache(secrets: Secrets = secretsOf()) {
  const folder = await mkdtemp(join(tmpdir(), 'galley-cache-'));
  const clock = createSteeredClock();
  return createAnswerCache({ folder, maxAgeMs: 1_000, clock, random: constantRandom(), secrets });
}

/** The refusal that a call ends with. */
export async function refusalOf(asked: Promise<unknown>): Promise<GalleyError> {
  return (await asked.then(
    () => Promise.reject(new Error('expected a refusal')),
    (error: unknown) => error,
  )) as GalleyError;
}
