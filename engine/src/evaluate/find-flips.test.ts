import { describe, expect, it } from 'vitest';
import { findChangedAnswers, findFlips } from './find-flips.ts';
import { checkOf } from './testing/library-in-memory.ts';
import { checkResultOf, runOf, runsOf } from './testing/run-in-memory.ts';
import { refundCase } from './testing/subject-in-memory.ts';

const where = { suite: 'support/reply', target: 'support/reply', model: 'default-chat' };
const names = checkOf('contains', 'Acme', { name: 'names Acme' });
const flipsOf = (base: ReturnType<typeof runsOf>, head: ReturnType<typeof runsOf>, check = names) =>
  findFlips(base, head, { ...where, checks: [check] });

describe('findFlips', () => {
  it('finds cases whose majority turns from pass to fail', () => {
    const base = runsOf({ lost: 'ppf', kept: 'ppp', shaky: 'ppp', won: 'fff' });
    const head = runsOf({ lost: 'pff', kept: 'ppp', shaky: 'ppf', won: 'ppp' });
    expect(flipsOf(base, head).map((flip) => flip.caseId)).toEqual(['lost']);
  });

  it('takes a tie for a failure on both sides', () => {
    const flips = flipsOf(
      runsOf({ lost: 'pp', before: 'pf' }),
      runsOf({ lost: 'pf', before: 'ff' }),
    );
    expect(flips.map((flip) => flip.caseId)).toEqual(['lost']);
  });

  it('shows an answer of each side and the reason', () => {
    const base = runsOf({ lost: 'fp' }, {}).map((run) => ({ ...run, text: `base ${run.outcome}` }));
    const head = runsOf({ lost: 'pff' }).map((run) => ({ ...run, text: `head ${run.outcome}` }));
    const [flip] = flipsOf(
      [...base, ...runsOf({ lost: 'p' }).map((run) => ({ ...run, repeat: 2 }))],
      head,
    );
    expect(flip).toEqual({
      ...where,
      caseId: 'lost',
      check: 'names Acme',
      state: 'unconfirmed',
      isHard: false,
      baseAnswer: 'base passed',
      headAnswer: 'head failed',
      reason: 'expected output to contain “Acme”, got “nobody”',
    });
  });

  it('names its place and nothing else of the arm it came from', () => {
    const arm = { ...where, checks: [names], cases: [refundCase] };
    const [flip] = findFlips(runsOf({ lost: 'p' }), runsOf({ lost: 'f' }), arm);
    expect(flip).not.toHaveProperty('cases');
    expect(flip).toMatchObject(where);
  });

  it('leaves out weighted checks, checks of rendered text and equal requests', () => {
    const base = runsOf({ lost: 'p' });
    const head = runsOf({ lost: 'f' });
    expect(flipsOf(base, head, { ...names, weight: 1 })).toEqual([]);
    expect(flipsOf(base, head, { ...names, of: 'rendered' })).toEqual([]);
    const sameRequest = { requestKey: 'one request' };
    expect(flipsOf(runsOf({ lost: 'p' }, sameRequest), runsOf({ lost: 'f' }, sameRequest))).toEqual(
      [],
    );
  });

  it('finds nothing where a side has no verdict', () => {
    expect(flipsOf(runsOf({ lost: 'n' }), runsOf({ lost: 'f' }))).toEqual([]);
    expect(flipsOf(runsOf({ lost: 'p' }), runsOf({ lost: 'e' }))).toEqual([]);
    expect(flipsOf([], runsOf({ lost: 'f' }))).toEqual([]);
  });

  it('takes any failure of a hard check that base did not have, confirmed at once', () => {
    const hard = { ...names, isHard: true };
    const head = runsOf({ once: 'ppf', before: 'fff' });
    const base = runsOf({ once: 'ppp', before: 'ppf' });
    expect(flipsOf(base, head, hard)).toMatchObject([
      { caseId: 'once', state: 'confirmed', isHard: true },
    ]);
  });
});

describe('findChangedAnswers', () => {
  const rule = { repeats: 1, passAtLeast: undefined };

  it('lists answers that differ, lost cases first, and how many were compared', () => {
    const answer = (caseId: string, text: string | undefined, outcome: 'passed' | 'failed') =>
      runOf(caseId, { text, outcome, checks: [checkResultOf('names Acme', { outcome })] });
    const base = [
      answer('same', 'Acme', 'passed'),
      answer('reworded', 'Acme!', 'passed'),
      answer('won', 'nobody', 'failed'),
      answer('lost', 'Acme', 'passed'),
      answer('silent', undefined, 'failed'),
    ];
    const head = [
      answer('same', 'Acme', 'passed'),
      answer('reworded', 'Acme.', 'passed'),
      answer('won', 'Acme', 'passed'),
      answer('lost', 'nobody', 'failed'),
      answer('silent', 'Acme', 'passed'),
    ];
    const { changed, compared } = findChangedAnswers(base, head, rule);
    expect(changed.map((one) => one.caseId)).toEqual(['lost', 'won', 'reworded']);
    expect(changed[0]).toMatchObject({
      base: 'Acme',
      head: 'nobody',
      basePassed: true,
      headPassed: false,
    });
    expect(compared).toBe(4);
  });
});
