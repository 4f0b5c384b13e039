import {
  type HostileProof,
  hostileProofInChild,
  inProcessHostileProof,
  type ProofDoor,
  type ProofOrder,
} from '@galley/engine/keyless-child';
import type { DefaultsSource } from '@galley/engine/library';
import type { EventSink } from '@galley/engine/ports';
import { prove } from '@galley/engine/proof';
import { checkReports } from '@galley/engine/publish';
import { formatComment } from '@galley/engine/report';
import { afterAll, describe, expect, it } from 'vitest';
import {
  galleyYaml,
  promptFile,
  promptYaml,
  suiteFile,
  suiteYaml,
  ticketProject,
} from '../support/ticket-project.ts';
import { type BranchChange, branchChange, supportDeskChange } from './support/branch-change.ts';
import { doorOrder } from './support/door-order.ts';
import { refusalOf } from './support/refusal-of.ts';
import { testClock } from './support/test-clock.ts';

const child = hostileProofInChild({ clock: testClock() });
afterAll(() => child.dispose());

const implementations: readonly (readonly [string, HostileProof])[] = [
  ['in process', inProcessHostileProof()],
  ['in the child', child],
];

const patient = new AbortController().signal;

/** What a door without any child makes of the same branch and order. */
async function directProof({ opened }: BranchChange, order = doorOrder()) {
  return prove(opened, { ...order, emit: () => {}, signal: patient });
}

describe.each(implementations)('a hostile proof %s', (_, hostile) => {
  it.each([
    ['the support desk', supportDeskChange],
    [
      'tickets sorted worse',
      () =>
        branchChange(ticketProject({ hard: 20, easy: 20 }), {
          [promptFile]: promptYaml('quickly'),
        }),
    ],
  ])('has the bytes of a direct one: %s', async (_name, make) => {
    const branch = await make();
    const direct = await directProof(branch);
    const { proof } = await hostile.prove(branch.change, door());
    if (proof === undefined) throw new TypeError('a proof was ordered');
    expect(formatComment([proof])).toBe(formatComment([direct]));
    expect(checkReports([proof])).toEqual(checkReports([direct]));
    expect(proof).toEqual(JSON.parse(JSON.stringify(direct)));
  });

  it('opens a change without proving it, and says what there is', async () => {
    const { change } = await branchChange(
      { ...ticketProject({ policy: 'budgets: {run_usd: 3, mode: strict}\n' }) },
      {
        [promptFile]: promptYaml('quickly'),
        'galley.yaml': galleyYaml('budgets: {run_usd: 1, mode: alert}\n'),
        'suites/slow.yaml': suiteYaml({ more: 'when: nightly\n' }),
      },
    );
    const told = await hostile.prove(change, { ...door(), decide: async () => undefined });
    expect(Object.keys(told)).toEqual(['summary']);
    expect(told.summary).toMatchObject({
      hasProject: { base: true, head: true },
      isTouched: true,
      budgets: { runNanoUsd: 1_000_000_000, mode: 'strict' },
      documents: [
        { kind: 'prompt', id: 'tickets/sort', file: promptFile },
        { kind: 'suite', id: 'slow', file: 'suites/slow.yaml' },
        { kind: 'suite', id: 'tickets', file: suiteFile },
      ],
      suites: [
        { id: 'slow', when: 'nightly', isReached: true },
        { id: 'tickets', when: 'pull_request', isReached: true },
      ],
    });
  });

  it('knows a change that nothing reads', async () => {
    const { change } = await branchChange(ticketProject(), { 'README.md': 'How we sort.\n' });
    const { summary, proof } = await hostile.prove(change, door());
    expect(summary).toMatchObject({ isTouched: false, changes: [] });
    expect(proof?.verdict.outcome).toBe('nothing');
  });

  it('tells of its progress', async () => {
    const { change } = await branchChange(ticketProject({ easy: 2 }), {
      [promptFile]: promptYaml('quickly'),
    });
    const finished: string[] = [];
    const emit: EventSink = (event) => {
      if (event.type === 'case-finished') finished.push(`${event.side} ${event.caseId}`);
    };
    await hostile.prove(change, { ...door(), emit });
    expect(finished.sort()).toEqual(['base easy-1', 'base easy-2', 'head easy-1', 'head easy-2']);
  });

  it('executes no scripted model where base has another', async () => {
    const { change } = await branchChange(
      { ...ticketProject(), 'galley.yaml': withHouse('house') },
      { 'galley.yaml': withHouse('fake') },
    );
    const { proof } = await hostile.prove(change, door({ mode: 'replay' }));
    expect(proof?.evaluation).toMatchObject({
      usesScripted: false,
      head: { notExecuted: 10 },
      base: { notExecuted: 10 },
    });
    const message = expect.stringContaining('default-chat is scripted here and not on base');
    expect(proof?.findings).toMatchObject([{ severity: 'error', code: 'not-executed', message }]);
  });

  it('answers with the scripts that base’s tip has', async () => {
    const { change } = await branchChange(ticketProject(), {
      [promptFile]: promptYaml('quickly'),
      'scripted/answers.yaml': 'rules: []\notherwise: {say: nothing of use}\n',
    });
    const { proof } = await hostile.prove(change, door());
    expect(proof?.evaluation.suites).toMatchObject([{ head: { passRate: 1 } }]);
  });

  it('passes on what a desk refuses, as the desk said it', async () => {
    const { change } = await branchChange(
      { ...ticketProject({ policy: '' }), 'galley.yaml': withHouse('house') },
      { [promptFile]: promptYaml('quickly') },
    );
    const { proof } = await hostile.prove(change, door());
    expect(proof?.findings).toMatchObject([{ code: 'provider-error' }]);
  });

  it('takes over what was spent from the door', async () => {
    const { change } = await branchChange(ticketProject({ easy: 2 }), {
      [promptFile]: promptYaml('quickly'),
    });
    const { proof } = await hostile.prove(change, door({ spentNanoUsd: () => 700 }));
    expect(proof?.cost).toMatchObject({ runNanoUsd: 700, isUpperBound: true });
  });

  it('says what suites would cost, and proves nothing when that is all that is asked', async () => {
    const { change } = await branchChange(
      { ...ticketProject({ easy: 3 }), 'galley.yaml': withHouse('house') },
      { [promptFile]: promptYaml('quickly') },
    );
    const told = await hostile.prove(change, door({ estimates: true, proves: false }));
    expect(told.proof).toBeUndefined();
    expect(told.estimates).toMatchObject([{ suite: 'tickets', calls: 6 }]);
    expect(told.estimates?.[0]?.worstNanoUsd).toBeGreaterThan(0);
  });

  it('proves what was asked for instead of what the change reaches', async () => {
    const { change } = await branchChange(ticketProject({ easy: 2 }), { 'README.md': 'New.\n' });
    const order = { wanted: 'all', repeats: 2 } as const;
    const { proof } = await hostile.prove(change, door(order));
    expect(proof?.evaluation.suites).toMatchObject([{ suite: 'tickets', repeats: 2 }]);
  });

  it('reads the galley.yaml that a side extends from where the door has it', async () => {
    const defaults = `acme/galley-defaults@${'a'.repeat(40)}`;
    const project = galleyYaml().replace(
      'kind: Project\n',
      `kind: Project\nextends: ${defaults}\n`,
    );
    const { change } = await branchChange(
      { ...ticketProject(), [promptFile]: promptYaml('quickly') },
      { 'galley.yaml': project },
    );
    const read: string[] = [];
    const source: DefaultsSource = {
      async read(reference) {
        read.push(reference);
        return Buffer.from('apiVersion: galley/v1\nkind: Project\nbudgets: {run_usd: 0.5}\n');
      },
    };
    const { summary } = await hostile.prove({ ...change, defaults: source }, door());
    expect(read).toEqual([defaults]);
    expect(summary.budgets.runNanoUsd).toBe(500_000_000);
  });

  it('throws what the door throws', async () => {
    const { change } = await branchChange(ticketProject(), { [promptFile]: promptYaml('quickly') });
    const failing = { ...door(), decide: () => Promise.reject(new Error('the database is gone')) };
    await expect(hostile.prove(change, failing)).rejects.toThrow('the database is gone');
  });

  it('is stopped by the door', async () => {
    const { change } = await branchChange(ticketProject(), { [promptFile]: promptYaml('quickly') });
    const stopping = new AbortController();
    const decide = async () => {
      stopping.abort();
      return doorOrder();
    };
    const proving = hostile.prove(change, { decide, emit: () => {}, signal: stopping.signal });
    expect((await refusalOf(proving)).code).toBe('interrupted');
  });
});

/** A project over a model of an address where nobody listens, and a scripted one. */
function withHouse(provider: string): string {
  return `apiVersion: galley/v1
kind: Project
providers:
  house: {type: openai-compatible, base_url: "http://127.0.0.1:9/v1", allow_private: true}
  fake: {type: scripted, file: scripted/answers.yaml}
models:
  default-chat: {provider: ${provider}, name: house-small, parameters: {max_tokens: 50}, pricing: {input_per_1m_usd: 1, output_per_1m_usd: 1, as_of: 2026-11-01, source: a test}}
`;
}

function door(order: Partial<ProofOrder> = {}): ProofDoor {
  return { decide: async () => doorOrder(order), emit: () => {}, signal: patient };
}
