import { describe, expect, it } from 'vitest';
import { createProgress } from './progress.ts';

function watch(options: { isTerminal: boolean; isQuiet?: boolean }) {
  let written = '';
  let nowMs = 0;
  const clock = {
    now: () => nowMs,
    elapsedMs: () => {
      nowMs += 1000;
      return nowMs;
    },
    sleep: async () => undefined,
  };
  const stderr = {
    write: (text: string) => {
      written += text;
    },
    isTerminal: options.isTerminal,
    columns: 40,
  };
  const progress = createProgress({ stderr, clock }, { isQuiet: options.isQuiet ?? false });
  return { progress, written: () => written };
}

const finished = {
  type: 'case-finished',
  side: 'head',
  suite: 'refunds',
  caseId: 'late',
  repeat: 0,
  outcome: 'failed',
} as const;

describe('createProgress', () => {
  it('counts runs and failures on a terminal, on one line that it removes', () => {
    const { progress, written } = watch({ isTerminal: true });
    progress.onEvent({ type: 'evaluation-planned', side: 'head', suites: 1, runs: 12 });
    progress.onEvent(finished);
    expect(written()).toBe('1/12 runs, 1 failed · refunds');
    progress.clear();
    expect(written().endsWith('\r\u001b[2K')).toBe(true);
  });

  it('is silent where nobody looks, but for notes', () => {
    const { progress, written } = watch({ isTerminal: false });
    progress.onEvent(finished);
    expect(written()).toBe('');
    progress.onEvent({ type: 'note', message: 'nearly over budget' });
    expect(written()).toBe('galley: nearly over budget\n');
  });

  it('says nothing at all when it is quiet', () => {
    const { progress, written } = watch({ isTerminal: true, isQuiet: true });
    progress.onEvent(finished);
    progress.onEvent({ type: 'note', message: 'nearly over budget' });
    expect(written()).toBe('');
  });

  it('never writes beyond the width of the terminal', () => {
    const { progress, written } = watch({ isTerminal: true });
    progress.onEvent({ ...finished, suite: 'a-suite-with-a-very-long-name-indeed/and-more' });
    expect(written().length).toBeLessThan(40);
  });
});
