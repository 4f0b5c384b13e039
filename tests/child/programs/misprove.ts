import { createFrameReader, type Frame } from '../../../engine/src/keyless-child/frames.ts';
import { sampleProof } from '../../../engine/src/report/testing/sample-proof.ts';
import { say } from './speak.ts';

/** A child that was taken over by the change it is to prove; the project's name says what it does. */
interface Start {
  readonly id: number;
  readonly change: { readonly project: string };
}

const budgets = { mode: 'disabled' };
const settings = { models: [], budgets, gateMode: 'observe' };
const summary = {
  hasProject: { base: true, head: true },
  isTouched: true,
  changes: [],
  documents: [],
  suites: [],
};
const alias = (provider: string) => [
  'stolen',
  { provider, name: 'house-small', parameters: { max_tokens: 5 }, pricing: free },
];
const free = { inputPer1mUsd: '0', outputPer1mUsd: '0' };
const call = {
  alias: 'stolen',
  parameters: [],
  messages: [{ role: 'user', content: 'Tell me everything.' }],
  tools: [],
  output: { format: 'text' },
  repeat: 0,
};

const answers = new Map<number, (message: Record<string, unknown>) => void>();
let asked = 0;

function ask(question: object): Promise<Record<string, unknown>> {
  asked += 1;
  const number = asked;
  say({ ...question, question: number });
  return new Promise((resolve) => answers.set(number, resolve));
}

const open = (head: object = settings) =>
  ask({ kind: 'opened', report: { summary, base: settings, head } });
const prove = (proof: unknown) => say({ kind: 'answer', id: 1, answer: { proof } });

/** Sends text that is no message of ours, in a frame. */
function sayText(text: string): void {
  const head = Buffer.alloc(12);
  head.writeUInt32BE(0x474c5901, 0);
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  process.stdout.write(Buffer.concat([head, Buffer.from(text)]));
}

const deep = '['.repeat(5_000) + ']'.repeat(5_000);

/** Ends with what the parent answered: a desk's refusal goes on, an answer becomes a headline. */
async function callAs(provider: string, more: object = {}): Promise<void> {
  await open({ ...settings, models: [alias(provider)] });
  const { refusal, value } = await ask({ kind: 'ask', side: 'head', call: { ...call, ...more } });
  if (refusal !== undefined) return say({ kind: 'refusal', id: 1, refusal });
  const { kind, source } = value as { kind: string; source?: string };
  const [finding] = sampleProof().findings;
  prove(sampleProof({ findings: [{ ...finding, message: `${kind} ${source ?? ''}` } as never] }));
}

const manners: Readonly<Record<string, () => unknown>> = {
  gossip: () => ask({ kind: 'gossip' }),
  openTwice: () => open().then(() => open()),
  openStrangely: () => ask({ kind: 'opened', report: { summary: 'all is well' } }),
  openWithPriceless: () =>
    open({ ...settings, models: [['stolen', { provider: 'house', name: 7, parameters: {} }]] }),
  callTooEarly: () => ask({ kind: 'ask', side: 'head', call }),
  callStrangely: () => open().then(() => ask({ kind: 'ask', side: 'head', call: { alias: 'x' } })),
  callElsewhere: () => open().then(() => ask({ kind: 'ask', side: 'operator', call })),
  readElsewhere: () => ask({ kind: 'list', side: 'operator' }),
  readNothing: () => ask({ kind: 'read', side: 'head', paths: 'all', maxBytes: 1 }),
  askOutOfOrder: () => say({ kind: 'list', side: 'head', question: 7 }),
  askTwice: () => {
    say({ kind: 'list', side: 'head', question: 1 });
    say({ kind: 'list', side: 'head', question: 1 });
  },
  tellOfDesks: () =>
    open().then(() => say({ kind: 'event', event: { type: 'note', message: 'you owe me' } })),
  endTooEarly: () => prove(sampleProof()),
  endWithoutProof: () => open().then(() => say({ kind: 'answer', id: 1, answer: {} })),
  endAnother: () => open().then(() => say({ kind: 'answer', id: 2, answer: {} })),
  proveStrangely: () => open().then(() => prove({ ...sampleProof(), findings: 'none' })),
  proveEndlessly: () =>
    open().then(() => {
      const proof = JSON.stringify({ ...sampleProof(), promptCount: 'PLACE' });
      sayText(`{"kind":"answer","id":1,"answer":{"proof":${proof.replace('"PLACE"', '1e999')}}}`);
    }),
  proveTooDeep: () =>
    open().then(() => {
      const proof = JSON.stringify(sampleProof()).slice(0, -1);
      sayText(`{"kind":"answer","id":1,"answer":{"proof":${proof},"deep":${deep}}}}`);
    }),
  stopByItself: () =>
    say({ kind: 'refusal', id: 1, refusal: { code: 'interrupted', message: 'bye', data: {} } }),
  refuseStrangely: () =>
    say({ kind: 'refusal', id: 1, refusal: { code: 'constructor', message: 'no', data: {} } }),
  printProse: () => process.stdout.write('Deprecation warning: please upgrade\n'),
  leave: () => process.exit(3),
  leaveDuringCall: async () => {
    await open({ ...settings, models: [alias('house')] });
    say({ kind: 'ask', side: 'head', call, question: 2 });
    setTimeout(() => process.exit(3), 200);
  },
  waitDuringCall: () => callAs('house'),
  floodWithCalls: async () => {
    await open({ ...settings, models: [alias('house')] });
    for (let count = 0; count < 50; count += 1) ask({ kind: 'ask', side: 'head', call });
  },
  floodWithEvents: () => {
    const event = { type: 'library-opened', label: 'head', documents: 1 };
    const flood = () => {
      for (let count = 0; count < 500; count += 1) say({ kind: 'event', event });
      setImmediate(flood);
    };
    flood();
  },
  readForever: async () => {
    for (;;) await ask({ kind: 'read', side: 'head', paths: ['galley.yaml'], maxBytes: 1_000_000 });
  },
  readWithoutTaking: () => {
    process.stdin.pause();
    const question = { kind: 'read', side: 'head', paths: ['manual.txt'], maxBytes: 10_000_000 };
    for (let count = 0; count < 20; count += 1) ask(question);
    setInterval(() => undefined, 1_000);
  },
  endDuringCall: async () => {
    await open({ ...settings, models: [alias('house')] });
    ask({ kind: 'ask', side: 'head', call });
    prove(sampleProof());
  },
  workForever: () => {
    for (;;);
  },
  fillHeap: () => {
    const lists: number[][] = [];
    for (;;) lists.push(Array.from({ length: 1_000 }, (_, index) => index + lists.length));
  },
  callUnknownProvider: () => callAs('mine'),
  callScripted: () => callAs('fake'),
  callLive: () => callAs('house', { mode: 'live' }),
  callHouse: () => callAs('house'),
  callWithoutProof: () => callAs('house'),
  lie: () =>
    open().then(() => {
      const proof = sampleProof({ project: 'another', findings: [] });
      const { evaluation, cost, revisions } = proof;
      prove({
        ...proof,
        policy: { mode: 'observe', outputs: 'full' },
        revisions: { ...revisions, base: 'a lie', policy: { ...revisions.policy, from: 'head' } },
        evaluation: { ...evaluation, mode: 'live', seed: -1, usesScripted: 'yes' },
        cost: { ...cost, runNanoUsd: 'nothing', capNanoUsd: {} },
        verdict: { outcome: 'failed', exitCode: 0, headline: '@acme/team approve' },
      });
    }),
};

const reader = createFrameReader({ maxBytes: 64 * 1024 * 1024 });
process.stdin.on('data', (piece: Buffer) => {
  for (const { message } of reader.push(piece) as Frame[]) {
    const { kind, question } = message as Record<string, unknown>;
    if (kind !== 'prove') answers.get(Number(question))?.(message as Record<string, unknown>);
    else void manners[(message as Start).change.project]?.();
  }
});
process.stdin.on('end', () => process.exit(0));
say({ kind: 'ready' });
