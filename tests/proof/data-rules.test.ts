import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ChatServer, startChatServer } from '../support/chat-server.ts';
import { type Files, proveChange } from '../support/prove-change.ts';
import { promptFile, promptYaml } from '../support/ticket-project.ts';

let inside: ChatServer;
let outside: ChatServer;
beforeEach(async () => {
  inside = await startChatServer({ answer: () => 'billing' });
  outside = await startChatServer({ answer: () => 'billing' });
});
afterEach(() => Promise.all([inside.close(), outside.close()]));

const pricing = 'pricing: {input_per_1m_usd: 1, output_per_1m_usd: 1, as_of: 2026-11-01}';

const galley = (provider: string, more = '') => `apiVersion: galley/v1
kind: Project
providers:
  inside: {type: openai-compatible, base_url: "${inside.baseUrl}", allow_private: true}
  outside: {type: openai-compatible, base_url: "${outside.baseUrl}", allow_private: true}
${more}models:
  default-chat: {provider: ${provider}, name: small, parameters: {max_tokens: 60}, ${pricing}}
`;

const datasetFile = 'datasets/people.yaml';
const dataset = (data: string) => `apiVersion: galley/v1
kind: Dataset
${data}cases:
  - {id: ada, inputs: {message: I paid twice}, expected: billing}
  - {id: bob, inputs: {message: I never paid}, expected: billing}
`;
const onlyInside = 'data: {class: personal, providers: [inside]}\n';
const suite = (more = 'dataset: people\n') => `apiVersion: galley/v1
kind: Suite
targets: [tickets/sort]
${more}checks:
  - {name: right queue, expected: true}
`;
const base = (): Files => ({
  'galley.yaml': galley('inside'),
  [promptFile]: promptYaml('carefully'),
  [datasetFile]: dataset(onlyInside),
  'suites/tickets.yaml': suite(),
});
/** A change of the prompt, so that there is something to judge. */
const edited = { [promptFile]: promptYaml('very carefully') };

describe('a dataset that only one provider may see', () => {
  it('is judged by models of that provider', async () => {
    const { proof } = await proveChange({ base: base(), head: edited });
    expect(inside.requests.length).toBeGreaterThan(0);
    expect(proof.evaluation.notJudged).toEqual([]);
  });

  it('is not sent to the provider that a change points the model at', async () => {
    const { proof } = await proveChange({
      base: base(),
      head: { ...edited, 'galley.yaml': galley('outside') },
    });
    expect(outside.requests).toHaveLength(0);
    expect(proof.evaluation.notJudged).toMatchObject([
      {
        suite: 'tickets',
        reason:
          'the personal data of the cases may be seen by only inside, not by the provider outside, which the model alias default-chat uses',
      },
    ]);
  });

  it.each<[string, () => Files]>([
    ['lifts the rule', () => ({ [datasetFile]: dataset('') })],
    [
      'names another provider',
      () => ({ [datasetFile]: dataset('data: {providers: [inside, outside]}\n') }),
    ],
    [
      'moves the dataset',
      () => ({
        [datasetFile]: null,
        'datasets/folks.yaml': dataset(''),
        'suites/tickets.yaml': suite('dataset: folks\n'),
      }),
    ],
    [
      'copies its cases into the suite',
      () => ({
        [datasetFile]: null,
        'suites/tickets.yaml': suite(
          'cases:\n  - {id: carl, inputs: {message: I paid twice}, expected: billing}\n',
        ),
      }),
    ],
  ])('is not sent elsewhere when a change %s', async (_, head) => {
    const { proof } = await proveChange({
      base: base(),
      head: { ...edited, 'galley.yaml': galley('outside'), ...head() },
    });
    expect(outside.requests).toHaveLength(0);
    expect(proof.evaluation.notJudged.map(({ reason }) => reason)).toContainEqual(
      expect.stringMatching(/may be seen by only inside, not by the provider outside/),
    );
  });

  it('lists a wider rule as applying after merge, and a stricter one as applying now', async () => {
    const wider = await proveChange({
      base: base(),
      head: { ...edited, [datasetFile]: dataset('data: {providers: [inside, outside]}\n') },
    });
    expect(wider.proof.policyChanges).toEqual([
      {
        key: 'datasets/people: data',
        base: { class: 'personal', providers: ['inside'] },
        head: { providers: ['inside', 'outside'] },
        applies: 'after-merge',
      },
    ]);
    expect(wider.comment).toContain('**after merge**');
    const stricter = await proveChange({
      base: { ...base(), [datasetFile]: dataset('') },
      head: { ...edited, [datasetFile]: dataset(onlyInside) },
    });
    expect(stricter.proof.policyChanges).toMatchObject([{ applies: 'now' }]);
  });

  it('is judged by the rule of head under head’s own policy', async () => {
    const { proof } = await proveChange(
      {
        base: base(),
        head: { ...edited, 'galley.yaml': galley('outside'), [datasetFile]: dataset('') },
      },
      { policyFrom: 'head' },
    );
    expect(outside.requests.length).toBeGreaterThan(0);
    expect(proof.policyChanges).toEqual([]);
  });
});

describe('a provider that only the change declares', () => {
  it('is never called, by a model or by a judge', async () => {
    const judged = suite('cases:\n  - {inputs: {message: I paid twice}, expected: billing}\n');
    const before = {
      'galley.yaml': galley('inside').replace(/ {2}outside: .*\n/, ''),
      [promptFile]: promptYaml('carefully'),
      'suites/tickets.yaml': judged,
    };
    const withJudge = galley('outside').replace(
      'models:\n',
      `models:\n  judge: {provider: outside, name: large, parameters: {max_tokens: 60}, ${pricing}}\n`,
    );
    const { proof } = await proveChange({
      base: before,
      head: {
        ...edited,
        'galley.yaml': withJudge,
        'suites/tickets.yaml': `${judged}  - {name: polite, judge: It is polite., min: 0.5}\n`,
      },
    });
    expect(outside.requests).toHaveLength(0);
    expect(proof.evaluation.notJudged.map(({ reason }) => reason)).toContainEqual(
      expect.stringContaining('`outside` is not in galley.yaml on base'),
    );
  });

  it('gets nothing under the name of one that base has elsewhere', async () => {
    const { proof } = await proveChange({
      base: base(),
      head: { ...edited, 'galley.yaml': galley('inside').replace(inside.baseUrl, outside.baseUrl) },
    });
    expect(outside.requests).toHaveLength(0);
    expect(inside.requests.length).toBeGreaterThan(0);
    expect(proof.policyChanges).toMatchObject([
      { key: 'providers.inside.base_url', applies: 'after-merge' },
    ]);
  });
});
