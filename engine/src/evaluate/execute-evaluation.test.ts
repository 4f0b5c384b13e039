import { describe, expect, it } from 'vitest';
import { GalleyError } from '../errors/galley-error.ts';
import type { GalleyEvent } from '../ports/events.ts';
import { type ExecuteOptions, executeEvaluation } from './execute-evaluation.ts';
import { planEvaluation } from './plan-evaluation.ts';
import type { RunResult } from './results.ts';
import {
  answeredWith,
  casesOf,
  checkOf,
  collect,
  deskOf,
  libraryOf,
  promptOf,
  renderMessage,
  suiteOf,
} from './testing/library-in-memory.ts';

const messages = ['I want my money back', 'Where is my parcel?', 'Thank you, Acme'];

function planOf({
  repeats = 1,
  side = 'head' as 'base' | 'head',
  checks = [checkOf('contains', 'Acme')],
} = {}) {
  const suite = suiteOf('support/reply', { cases: casesOf(messages), checks, repeats });
  const prompts = [promptOf('support/reply', 'Reply: {{ message }}')];
  return planEvaluation(libraryOf({ prompts, suites: [suite] }), { side, mode: 'auto' });
}

function optionsWith(
  desk: ExecuteOptions['desk'],
  more: Partial<ExecuteOptions> = {},
): ExecuteOptions {
  return {
    render: renderMessage,
    desk,
    concurrency: 4,
    signal: new AbortController().signal,
    ...more,
  };
}

const lastWord = (run: RunResult) => `${run.caseId}#${run.repeat} ${run.outcome}`;

describe('executeEvaluation', () => {
  it('judges each answer by the checks and says why one failed', async () => {
    const desk = deskOf((call) => `Echo ${call.messages[0]?.content}`);
    const runs = await collect(executeEvaluation(planOf(), optionsWith(desk)));
    expect(runs.map(lastWord)).toEqual(['case-1#0 failed', 'case-2#0 failed', 'case-3#0 passed']);
    expect(runs[0]?.checks[0]?.reason).toBe(
      'expected output to contain “Acme”, got “Echo Reply: I want my money back”',
    );
    expect(runs[2]).toMatchObject({
      suite: 'support/reply',
      target: 'support/reply',
      model: 'default-chat',
      text: 'Echo Reply: Thank you, Acme',
      rendered: [{ role: 'user', content: 'Reply: Thank you, Acme' }],
    });
  });

  it('draws repeats one by one, each with its own index', async () => {
    const desk = deskOf((call) => (call.repeat === 1 ? 'Acme' : 'nobody'));
    const runs = await collect(executeEvaluation(planOf({ repeats: 3 }), optionsWith(desk)));
    expect(runs.slice(0, 3).map(lastWord)).toEqual([
      'case-1#0 failed',
      'case-1#1 passed',
      'case-1#2 failed',
    ]);
    expect(new Set(runs.map((run) => run.requestKey)).size).toBe(9);
  });

  it('keeps a provider’s failure as the result of its case and goes on', async () => {
    const desk = deskOf((call) =>
      call.recording?.caseId === 'case-2'
        ? { kind: 'error', message: 'HTTP 500', costNanoUsd: 7, isUpperBound: true, requests: 5 }
        : 'Acme',
    );
    const runs = await collect(executeEvaluation(planOf(), optionsWith(desk)));
    expect(runs.map((run) => run.outcome)).toEqual(['passed', 'error', 'passed']);
    expect(runs[1]).toMatchObject({
      reason: 'HTTP 500',
      costNanoUsd: 7,
      isUpperBound: true,
      requests: 5,
      checks: [{ outcome: 'error', score: undefined }],
    });
  });

  it('neither passes nor fails what the mode forbids, and still judges the rendered text', async () => {
    const checks = [
      checkOf('contains', 'Acme', { name: 'names Acme' }),
      checkOf('contains', 'Reply:', { name: 'asks for a reply', of: 'rendered' }),
    ];
    const desk = deskOf(() => ({
      kind: 'not-executed',
      reason: 'replay sends nothing',
      requests: 0,
    }));
    const [run] = await collect(executeEvaluation(planOf({ checks }), optionsWith(desk)));
    expect(run).toMatchObject({
      outcome: 'not-executed',
      reason: 'replay sends nothing',
      costNanoUsd: 0,
    });
    expect(run?.checks.map((check) => check.outcome)).toEqual(['not-executed', 'passed']);
  });

  it('sums the answer and its judge, of which each costs the same', async () => {
    const checks = [checkOf('judge', 'The reply is polite.')];
    const price = { costNanoUsd: 450_000, listCostNanoUsd: 450_000 };
    const desk = deskOf((call) =>
      answeredWith(call.alias === 'judge' ? '{"reason": "kind", "score": 0.9}' : 'Dear you', price),
    );
    const [run] = await collect(executeEvaluation(planOf({ checks }), optionsWith(desk)));
    expect(run).toMatchObject({
      outcome: 'passed',
      costNanoUsd: 900_000,
      answerCostNanoUsd: 450_000,
      listCostNanoUsd: 450_000,
      requests: 2,
    });
  });

  it('keeps a cost unknown when one part of it is', async () => {
    const checks = [checkOf('judge', 'The reply is polite.')];
    const desk = deskOf((call) =>
      call.alias === 'judge'
        ? answeredWith('{"reason": "kind", "score": 0.9}', { costNanoUsd: undefined })
        : answeredWith('Dear you', { costNanoUsd: 5 }),
    );
    const [run] = await collect(executeEvaluation(planOf({ checks }), optionsWith(desk)));
    expect(run?.costNanoUsd).toBeUndefined();
    expect(run?.answerCostNanoUsd).toBe(5);
  });

  it('asks base’s judge when one is given', async () => {
    const checks = [checkOf('judge', 'The reply is polite.')];
    const desk = deskOf(() => 'Dear you');
    const judgeDesk = deskOf(() => '{"reason": "kind", "score": 0.9}');
    await collect(executeEvaluation(planOf({ checks }), optionsWith(desk, { judgeDesk })));
    expect(desk.asked.map((call) => call.alias)).toEqual(Array(3).fill('default-chat'));
    expect(judgeDesk.asked.map((call) => call.alias)).toEqual(Array(3).fill('judge'));
  });

  it('keeps what is finished when the budget ends the run, then throws', async () => {
    const desk = deskOf((call) => {
      if (call.recording?.caseId !== 'case-3') return 'Acme';
      throw new GalleyError('budget-exceeded', 'the next call could cost too much');
    });
    const seen: string[] = [];
    const run = async () => {
      for await (const result of executeEvaluation(planOf(), optionsWith(desk)))
        seen.push(lastWord(result));
    };
    await expect(run()).rejects.toMatchObject({ code: 'budget-exceeded' });
    expect(seen).toEqual(['case-1#0 passed', 'case-2#0 passed']);
  });

  it('throws `interrupted` when the signal aborts', async () => {
    const controller = new AbortController();
    const desk = deskOf((_, signal) => {
      controller.abort();
      signal.throwIfAborted();
      return 'Acme';
    });
    const options = optionsWith(desk, { signal: controller.signal, concurrency: 1 });
    await expect(collect(executeEvaluation(planOf(), options))).rejects.toMatchObject({
      code: 'interrupted',
    });
    expect(desk.asked).toHaveLength(1);
  });

  it('passes on a bug as it is', async () => {
    const desk = deskOf(() => {
      throw new TypeError('a bug');
    });
    await expect(collect(executeEvaluation(planOf(), optionsWith(desk)))).rejects.toThrow(
      TypeError,
    );
  });

  it('does not ask again what the journal holds, and gives the same results', async () => {
    const finished = new Map<string, unknown>();
    const journal = {
      finished,
      append: async (key: string, entry: unknown) => {
        finished.set(key, JSON.parse(JSON.stringify(entry)));
      },
    };
    const answer = (call: { recording?: { caseId: string } }) =>
      call.recording?.caseId === 'case-2'
        ? ({
            kind: 'error',
            message: 'HTTP 500',
            costNanoUsd: 0,
            isUpperBound: false,
            requests: 1,
          } as const)
        : 'Acme';
    const first = await collect(
      executeEvaluation(planOf(), optionsWith(deskOf(answer), { journal })),
    );
    expect(finished.size).toBe(2);
    const again = deskOf(answer);
    const second = await collect(executeEvaluation(planOf(), optionsWith(again, { journal })));
    expect(again.asked.map((call) => call.recording?.caseId)).toEqual(['case-2']);
    expect(second).toEqual(first);
  });

  it('makes a run again when its journal entry is none', async () => {
    const key = JSON.stringify(['support/reply', 'support/reply', 'default-chat', 'case-1', 0]);
    for (const entry of [
      null,
      'passed',
      { outcome: 'passed' },
      { outcome: 'passed', checks: [] },
    ]) {
      const desk = deskOf(() => 'Acme');
      const journal = { finished: new Map([[key, entry]]), append: async () => {} };
      await collect(executeEvaluation(planOf(), optionsWith(desk, { journal })));
      expect(desk.asked).toHaveLength(3);
    }
  });

  it('calls a case that base cannot render not executed, and on head an error', async () => {
    const render = () => {
      throw new GalleyError('template-runtime', '`items` is undefined');
    };
    const desk = deskOf(() => 'Acme');
    const outcomes = async (side: 'base' | 'head') => {
      const [run] = await collect(
        executeEvaluation(planOf({ side }), optionsWith(desk, { render })),
      );
      return `${run?.outcome}: ${run?.reason}`;
    };
    expect(await outcomes('base')).toBe(
      'not-executed: base cannot render this case: `items` is undefined',
    );
    expect(await outcomes('head')).toBe(
      'error: head cannot render this case: `items` is undefined',
    );
    expect(desk.asked).toEqual([]);
  });

  it('says when a case starts and how it finished', async () => {
    const events: GalleyEvent[] = [];
    const emit = (event: GalleyEvent) => events.push(event);
    await collect(
      executeEvaluation(
        planOf(),
        optionsWith(
          deskOf(() => 'Acme'),
          { emit },
        ),
      ),
    );
    expect(events.filter((event) => event.type === 'case-started')).toHaveLength(3);
    expect(events.at(-1)).toEqual({
      type: 'case-finished',
      side: 'head',
      suite: 'support/reply',
      caseId: 'case-3',
      repeat: 0,
      outcome: 'passed',
    });
  });

  it('lets weighted checks neither fail a draw nor leave it open', async () => {
    const polite = checkOf('judge', 'The reply is polite.', { weight: 1 });
    const bold = checkOf('contains', 'guarantee', { name: 'bold', weight: 2 });
    const checks = [checkOf('contains', 'Acme'), bold, polite];
    const silent = { kind: 'not-executed', reason: 'replay sends nothing', requests: 0 } as const;
    const desk = deskOf((call) => (call.alias === 'judge' ? silent : 'Acme'));
    const [run] = await collect(executeEvaluation(planOf({ checks }), optionsWith(desk)));
    expect(run?.outcome).toBe('passed');
    expect(run?.checks.map((check) => check.outcome)).toEqual(['passed', 'failed', 'not-executed']);
    const needed = [checkOf('contains', 'Acme'), { ...polite, weight: undefined }];
    const [open] = await collect(executeEvaluation(planOf({ checks: needed }), optionsWith(desk)));
    expect(open?.outcome).toBe('not-executed');
  });

  it('counts a failed check as a failure even when another has no verdict', async () => {
    const checks = [checkOf('contains', 'Acme'), checkOf('judge', 'The reply is polite.')];
    const desk = deskOf((call) => (call.alias === 'judge' ? 'very polite' : 'nobody'));
    const [failed] = await collect(executeEvaluation(planOf({ checks }), optionsWith(desk)));
    expect(failed?.outcome).toBe('failed');
    const kind = deskOf((call) => (call.alias === 'judge' ? 'very polite' : 'Acme'));
    const [open] = await collect(executeEvaluation(planOf({ checks }), optionsWith(kind)));
    expect(open).toMatchObject({
      outcome: 'error',
      reason: 'check “judge”: the judge did not answer as it was asked to: “very polite”',
    });
  });
});
