import { describe, expect, it } from 'vitest';
import type { Case, Check } from '../library/nodes.ts';
import { openLibrary } from '../library/open-library.ts';
import { memoryTree } from '../library/testing/memory-tree.ts';
import { checkRendered } from './check-rendered.ts';
import { compareOutcomes } from './compare-outcomes.ts';
import { evaluationHeader } from './evaluation-header.ts';
import { executeEvaluation } from './execute-evaluation.ts';
import { findFlips } from './find-flips.ts';
import { fromJournal, toJournal } from './journalled-run.ts';
import { placeOfCheck } from './place-of-check.ts';
import { planEvaluation } from './plan-evaluation.ts';
import { createRenderCase } from './render-case.ts';
import type { RunResult } from './results.ts';
import { createOutcomeCollector } from './suite-outcomes.ts';
import {
  casesOf,
  checkOf,
  collect,
  deskOf,
  libraryOf,
  promptOf,
  renderMessage,
  suiteOf,
} from './testing/library-in-memory.ts';

const [late, thanks] = casesOf(['It is late', 'Thank you']) as [Case, Case];
const names = checkOf('contains', 'Acme', { name: 'names Acme' });
const sorry = checkOf('icontains', 'sorry', { name: 'says sorry' });
const brief = checkOf('length', { max: 8 }, { name: 'brief', weight: 1 });

const planOf = (checks: readonly Check[] | undefined = [sorry, brief]) => {
  const cases = [{ ...late, checks }, thanks];
  const suite = suiteOf('support/reply', { cases, checks: [names] });
  const prompts = [promptOf('support/reply', '{{ message }}')];
  return planEvaluation(libraryOf({ prompts, suites: [suite] }), { side: 'head', mode: 'auto' });
};
const options = { render: renderMessage, concurrency: 2, signal: new AbortController().signal };
const run = (answer: string, plan = planOf()) =>
  collect(executeEvaluation(plan, { ...options, desk: deskOf(() => answer) }));
/** The same cases under another prompt, so that the requests are others. */
const runChanged = async (answer: string, plan = planOf()) =>
  (await run(answer, plan)).map((one) => ({ ...one, requestKey: `changed ${one.caseId}` }));
const armOf = (plan = planOf()) => {
  const arm = plan.suites[0]?.arms[0];
  if (arm === undefined) throw new TypeError('the plan has one arm');
  return arm;
};

describe('checks of a single case', () => {
  it('are judged for that case only, behind the suite’s', async () => {
    const runs = await run('Acme says no to everything');
    expect(runs.map((one) => one.checks.map(({ name }) => name))).toEqual([
      ['names Acme', 'says sorry', 'brief'],
      ['names Acme'],
    ]);
    expect(runs.map((one) => one.outcome)).toEqual(['failed', 'passed']);
  });

  it('move the score of their case and count as judged where they are', async () => {
    const plan = planOf();
    const collector = createOutcomeCollector(plan);
    for (const one of await run('Sorry, says Acme', plan)) collector.add(one);
    const [outcome] = collector.outcomes();
    expect(outcome).toMatchObject({ passedCases: 2, score: (2 / 3 + 1) / 2 });
    expect(outcome?.checks.map(({ name, judged, score }) => [name, judged, score])).toEqual([
      ['names Acme', 2, 1],
      ['says sorry', 1, 1],
      ['brief', 1, 0],
    ]);
  });

  it('count as a missed minimum when they are hard', async () => {
    const plan = planOf([{ ...sorry, isHard: true }]);
    const collector = createOutcomeCollector(plan);
    for (const one of await run('Acme', plan)) collector.add(one);
    expect(collector.outcomes()[0]?.misses.map(({ gate }) => gate)).toEqual(['hard']);
  });

  it('stand in the header of a results file', () => {
    const checks = evaluationHeader(planOf()).suites[0]?.arms[0]?.checks;
    expect(checks?.map(({ name, isOfCase }) => [name, isOfCase])).toEqual([
      ['names Acme', undefined],
      ['says sorry', true],
      ['brief', true],
    ]);
  });

  it('are found again in a journal, and not after one of them was removed', async () => {
    const [first] = (await run('Sorry, says Acme')) as [RunResult];
    const kept: unknown = JSON.parse(JSON.stringify(toJournal(first)));
    const planned = { arm: armOf(), case: armOf().cases[0] as Case, repeat: 0 };
    expect(fromJournal(kept, planned, undefined)?.checks).toEqual(first.checks);
    const without = { ...planned, case: { ...planned.case, checks: [sorry] } };
    expect(fromJournal(kept, without, undefined)).toBeUndefined();
  });

  it('are part of the plan’s hash, their places are not', () => {
    const moved = { ...sorry, at: { line: 99, column: 9 }, file: 'datasets/other.yaml' };
    expect(planOf([moved, brief]).planHash).toBe(planOf().planHash);
    expect(planOf([sorry]).planHash).not.toBe(planOf().planHash);
    expect(planOf([{ ...sorry, argument: 'apologies' }, brief]).planHash).not.toBe(
      planOf().planHash,
    );
  });

  it('flip on their own, and weighted ones do not', async () => {
    const [base, head] = [
      await run('Sorry, Acme'),
      await runChanged('Acme is very glad to read this'),
    ];
    const flips = findFlips(base, head, armOf());
    expect(flips.map(({ caseId, check }) => [caseId, check])).toEqual([['case-1', 'says sorry']]);
  });

  it('are compared by case and name; too few of them are left to flips', async () => {
    const [base, head] = [await run('Sorry, Acme'), await runChanged('Acme')];
    const compared = compareOutcomes(base, head, {
      ...armOf(),
      gate: { passRate: {}, whenUnsure: 'block', confirmRuns: 5 },
    });
    expect(compared.map(({ name, state, difference, p }) => [name, state, difference, p])).toEqual([
      ['pass rate', 'compared', -0.5, 0.5],
      ['names Acme', 'compared', 0, 1],
      ['says sorry', 'few', -1, undefined],
      ['brief', 'few', 1, undefined],
    ]);
  });

  it('are tested where many cases have one of the name', async () => {
    const many = casesOf(Array.from({ length: 6 }, (_, index) => `Mail ${index}`));
    const cases = many.map((item) => ({ ...item, checks: [sorry] }));
    const suite = suiteOf('support/reply', { cases, checks: [names] });
    const prompts = [promptOf('support/reply', '{{ message }}')];
    const library = libraryOf({ prompts, suites: [suite] });
    const plan = planEvaluation(library, { side: 'head', mode: 'auto' });
    const compared = compareOutcomes(await run('Sorry', plan), await runChanged('No', plan), {
      ...armOf(plan),
      gate: suite.gate,
    });
    expect(compared.at(-1)).toMatchObject({ name: 'says sorry', pairedCases: 6 });
    expect(compared.at(-1)?.p).toBeCloseTo(0.5 ** 6, 12);
  });

  it('are free when they look at the rendered text', () => {
    const polite = { ...sorry, of: 'rendered' };
    const suite = suiteOf('support/reply', {
      cases: [{ ...late, checks: [polite] }, thanks],
      checks: [names],
    });
    const library = libraryOf({
      prompts: [promptOf('support/reply', '{{ message }}')],
      suites: [suite],
    });
    const failures = checkRendered(library, { side: 'head', render: renderMessage });
    expect(failures.map(({ caseId, check }) => [caseId, check])).toEqual([
      ['case-1', 'says sorry'],
    ]);
  });

  it('have a place of their own', () => {
    const at = { line: 7, column: 3 };
    const own = { ...sorry, at, file: 'datasets/mail.jsonl' };
    const cases = [{ ...late, checks: [own] }, thanks];
    const suite = suiteOf('support/reply', { cases, checks: [names] });
    expect(placeOfCheck(suite, 'says sorry', 'case-1')).toEqual({
      file: 'datasets/mail.jsonl',
      ...at,
    });
    expect(placeOfCheck(suite, 'names Acme')?.file).toBe('suites/support/reply.yaml');
    expect(placeOfCheck(suite, 'output schema')).toBeUndefined();
  });
});

describe('a case’s history', () => {
  const head = 'apiVersion: galley/v1\n';
  const files = (history: string) => ({
    'galley.yaml': `${head}kind: Project\nproviders: {fake: {type: scripted, file: say.yaml}}\nmodels: {chat: {provider: fake}}\n`,
    'say.yaml': 'otherwise: {say: Fine}\n',
    'prompts/reply.yaml': `${head}kind: Prompt\ninputs: {message: {type: string}}\nmodel: {ref: chat}\nmessages:\n  - {role: system, content: Be kind.}\n  - placeholder: history\n  - {role: user, content: "{{ message }}"}\ncases: [{id: hi, inputs: {message: "{{ 1 }} parcel"}${history}}]\nchecks: [{contains: Fine}]\n`,
  });
  const planFor = async (history: string) => {
    const library = await openLibrary(memoryTree(files(history)));
    expect(library.problems).toEqual([]);
    return { library, plan: planEvaluation(library, { side: 'head', mode: 'auto' }) };
  };
  const past =
    ', history: [{role: user, content: "Hello {{ x }}"}, {role: assistant, content: How can I help?}]';

  it('is sent in its order and roles where the placeholder stands, untouched', async () => {
    const { library, plan } = await planFor(past);
    const desk = deskOf(() => 'Fine');
    const render = createRenderCase(library);
    await collect(executeEvaluation(plan, { ...options, render, desk }));
    expect(desk.asked[0]?.messages).toEqual([
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hello {{ x }}' },
      { role: 'assistant', content: 'How can I help?' },
      { role: 'user', content: '{{ 1 }} parcel' },
    ]);
  });

  it('is part of the request’s key and of the plan’s hash', async () => {
    const keys = await Promise.all(
      [past, past.replace('Hello', 'Hullo'), ''].map(async (history) => {
        const { library, plan } = await planFor(history);
        const desk = deskOf(() => 'Fine');
        const render = createRenderCase(library);
        const [only] = await collect(executeEvaluation(plan, { ...options, render, desk }));
        return [only?.requestKey, plan.planHash];
      }),
    );
    expect(new Set(keys.map(([requestKey]) => requestKey)).size).toBe(3);
    expect(new Set(keys.map(([, planHash]) => planHash)).size).toBe(3);
  });
});
