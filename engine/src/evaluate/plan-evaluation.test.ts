import { describe, expect, it } from 'vitest';
import { plannedRuns } from './evaluation-plan.ts';
import { planEvaluation } from './plan-evaluation.ts';
import {
  aliasOf,
  casesOf,
  checkOf,
  libraryOf,
  promptOf,
  suiteOf,
} from './testing/library-in-memory.ts';

const refund = promptOf('support/refund', 'Decide: {{ message }}');
const cases = casesOf(['I want my money back', 'Where is my parcel?']);
const checks = [checkOf('contains', 'Acme')];
const suite = suiteOf('support/refund', { cases, checks });
const head = { side: 'head', mode: 'auto' } as const;

describe('planEvaluation', () => {
  it('multiplies targets, models, cases and repeats, repeats innermost', () => {
    const both = suiteOf('support/both', {
      cases,
      checks,
      repeats: 2,
      targets: [{ prompt: 'support/refund' }],
      models: ['default-chat', 'cheap-chat'],
    });
    const models = [aliasOf('default-chat'), aliasOf('cheap-chat')];
    const plan = planEvaluation(libraryOf({ prompts: [refund], suites: [both], models }), head);
    expect(plan.runs).toBe(8);
    expect(
      [...plannedRuns(plan)].map((run) => `${run.arm.model} ${run.case.id} ${run.repeat}`),
    ).toEqual([
      'default-chat case-1 0',
      'default-chat case-1 1',
      'default-chat case-2 0',
      'default-chat case-2 1',
      'cheap-chat case-1 0',
      'cheap-chat case-1 1',
      'cheap-chat case-2 0',
      'cheap-chat case-2 1',
    ]);
  });

  it('takes the prompt’s own model when the suite names none, and the given ones before both', () => {
    const library = libraryOf({
      prompts: [refund],
      suites: [suite],
      models: [aliasOf('default-chat'), aliasOf('cheap-chat')],
    });
    const modelsOf = (models?: string[]) =>
      planEvaluation(library, { ...head, ...(models && { models }) }).suites[0]?.arms.map(
        (arm) => arm.model,
      );
    expect(modelsOf()).toEqual(['default-chat']);
    expect(modelsOf(['cheap-chat'])).toEqual(['cheap-chat']);
  });

  it('lists what is unsound or missing, and judges the sound rest of the suite', () => {
    const mixed = suiteOf('support/mixed', {
      cases,
      checks,
      targets: [
        { prompt: 'support/refund' },
        { prompt: 'support/reply' },
        { prompt: 'support/gone' },
        { prompt: 'support/refund', variant: 'terse' },
      ],
    });
    const broken = suiteOf('triage/broken', { cases, checks });
    const library = libraryOf({
      prompts: [refund, promptOf('support/reply', 'Reply: {{ message }}')],
      suites: [mixed, broken],
      unsound: ['prompt:support/reply', 'suite:triage/broken'],
    });
    const plan = planEvaluation(library, head);
    expect(plan.suites.map(({ arms }) => arms.map((arm) => arm.target))).toEqual([
      ['support/refund'],
    ]);
    expect(plan.notJudged).toEqual([
      {
        suite: 'support/mixed',
        target: 'support/reply',
        reason: 'prompt support/reply has errors',
      },
      {
        suite: 'support/mixed',
        target: 'support/gone',
        reason: 'the project has no prompt support/gone',
      },
      {
        suite: 'support/mixed',
        target: 'support/refund+terse',
        reason: 'prompt support/refund has no variant terse on the project',
      },
      {
        suite: 'triage/broken',
        target: undefined,
        reason: 'the suite, or the dataset it names, has errors',
      },
    ]);
  });

  it('leaves out a model that is not declared, not allowed or not named at all', () => {
    const reason = (library: ReturnType<typeof libraryOf>) =>
      planEvaluation(library, head).notJudged.map((one) => one.reason);
    expect(reason(libraryOf({ prompts: [refund], suites: [suite], models: [] }))).toEqual([
      'galley.yaml declares no model alias default-chat',
    ]);
    expect(
      reason(libraryOf({ prompts: [refund], suites: [suite], allowedModels: ['cheap-chat'] })),
    ).toEqual(['model alias default-chat is not among allowed_models']);
    const nameless = promptOf('support/refund', 'Hello', { model: null });
    expect(reason(libraryOf({ prompts: [nameless], suites: [suite] }))).toEqual([
      'the prompt names no model, and none is given',
    ]);
  });

  it('does not judge a suite whose judge cannot be asked', () => {
    const polite = suiteOf('support/refund', {
      cases,
      checks: [checkOf('judge', 'The reply is polite.', { name: 'polite' })],
    });
    const library = libraryOf({
      prompts: [refund],
      suites: [polite],
      models: [aliasOf('default-chat')],
    });
    expect(planEvaluation(library, head).notJudged[0]?.reason).toContain(
      'check “polite” asks the model alias judge',
    );
    const judges = new Map([['judge', aliasOf('judge')]]);
    expect(planEvaluation(library, { ...head, judges }).runs).toBe(2);
  });

  it('judges head’s cases on base’s prompts', () => {
    const base = libraryOf({ prompts: [refund], suites: [] });
    const plan = planEvaluation(base, {
      side: 'base',
      mode: 'auto',
      suitesFrom: libraryOf({ prompts: [], suites: [suite] }),
    });
    expect(plan.suites[0]?.arms[0]?.prompt).toBe(refund);
    expect(plan.runs).toBe(2);
  });

  it('adds the output schema as the first check of every suite under format json', () => {
    const schema = { type: 'object', required: ['decision'] };
    const json = promptOf('support/refund', 'Decide', { output: { format: 'json', schema } });
    const plan = planEvaluation(libraryOf({ prompts: [json], suites: [suite] }), head);
    expect(plan.suites[0]?.arms[0]?.checks.map((check) => check.name)).toEqual([
      'output schema',
      'contains',
    ]);
    expect(plan.suites[0]?.arms[0]?.checks[0]?.argument).toEqual(schema);
  });

  it('puts suite parameters over the prompt’s and given ones over both', () => {
    const warm = {
      ...refund,
      body: {
        ...refund.body,
        model: { ref: 'default-chat', parameters: { temperature: 1, top_p: 0.9 } },
      },
    };
    const cool = suiteOf('support/refund', {
      cases,
      checks,
      parameters: { temperature: 0, seed: 1 },
    });
    const plan = planEvaluation(libraryOf({ prompts: [warm], suites: [cool] }), {
      ...head,
      parameters: { seed: 7 },
    });
    expect(plan.suites[0]?.arms[0]?.parameters).toEqual({ temperature: 0, top_p: 0.9, seed: 7 });
  });

  it('refuses a suite id that does not exist, naming the nearest', () => {
    const library = libraryOf({ prompts: [refund], suites: [suite] });
    expect(() => planEvaluation(library, { ...head, suites: ['support/refnud'] })).toThrow(
      expect.objectContaining({ code: 'document-missing', hint: 'Did you mean support/refund?' }),
    );
  });
});

describe('planHash', () => {
  const hashOf = (parts: Parameters<typeof libraryOf>[0], options = {}) =>
    planEvaluation(libraryOf({ prompts: [refund], suites: [suite], ...parts }), {
      ...head,
      ...options,
    }).planHash;

  it('is equal for equal plans, wherever checks stand in their files', () => {
    const moved = suiteOf('support/refund', {
      cases,
      checks: [checkOf('contains', 'Acme', { at: { line: 40, column: 3 } })],
    });
    expect(hashOf({ suites: [moved] })).toBe(hashOf({}));
  });

  it('differs with anything that decides a request or a check', () => {
    const other = [
      hashOf({}),
      hashOf({ prompts: [promptOf('support/refund', 'Decide quickly: {{ message }}')] }),
      hashOf({ suites: [suiteOf('support/refund', { cases: cases.slice(1), checks })] }),
      hashOf({ suites: [suiteOf('support/refund', { cases, checks, repeats: 3 })] }),
      hashOf({
        suites: [suiteOf('support/refund', { cases, checks: [checkOf('contains', 'Ltd')] })],
      }),
      hashOf({ models: [aliasOf('default-chat', 'small-2')] }),
      hashOf({}, { mode: 'live' }),
      hashOf({}, { side: 'base' }),
      hashOf({}, { parameters: { temperature: 1 } }),
      hashOf({}, { repeats: 2 }),
    ];
    expect(new Set(other).size).toBe(other.length);
  });

  it('differs with the judge, and with what a scripted model says', () => {
    const polite = suiteOf('support/refund', {
      cases,
      checks: [checkOf('judge', 'The reply is polite.')],
    });
    const judged = (name: string) =>
      hashOf({ suites: [polite], models: [aliasOf('default-chat'), aliasOf('judge', name)] });
    expect(judged('strict-2')).not.toBe(judged('strict-1'));
    const library = libraryOf({ prompts: [refund], suites: [suite] });
    const scripted = (text: string) =>
      planEvaluation({ ...library, scriptedFiles: new Map([['answers.yaml', text]]) }, head)
        .planHash;
    expect(scripted('otherwise: {say: Yes.}')).not.toBe(scripted('otherwise: {say: No.}'));
  });
});
