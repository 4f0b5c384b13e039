import { describe, expect, it } from 'vitest';
import { caseVerdict, passesNeeded } from './case-verdict.ts';

const draws = (passed: number, failed: number, errors = 0, notExecuted = 0) => ({
  passed,
  failed,
  errors,
  notExecuted,
});

describe('passesNeeded', () => {
  it('is more than half, or what the suite says', () => {
    const majority = [1, 2, 3, 4, 5].map((repeats) =>
      passesNeeded({ repeats, passAtLeast: undefined }),
    );
    expect(majority).toEqual([1, 2, 2, 3, 3]);
    expect(passesNeeded({ repeats: 3, passAtLeast: 1 })).toBe(1);
    expect(passesNeeded({ repeats: 2, passAtLeast: 3 })).toBe(2);
  });
});

describe('caseVerdict', () => {
  const three = { repeats: 3, passAtLeast: undefined };

  it('decides by k of n', () => {
    expect(caseVerdict(draws(2, 1), three)).toBe('passed');
    expect(caseVerdict(draws(1, 2), three)).toBe('failed');
    expect(caseVerdict(draws(1, 2), { repeats: 3, passAtLeast: 1 })).toBe('passed');
    expect(caseVerdict(draws(2, 1), { repeats: 3, passAtLeast: 3 })).toBe('failed');
    expect(caseVerdict(draws(1, 1), { repeats: 2, passAtLeast: undefined })).toBe('failed');
  });

  it('decides although a draw has no verdict when that draw could not turn it', () => {
    expect(caseVerdict(draws(2, 0, 1), three)).toBe('passed');
    expect(caseVerdict(draws(0, 2, 0, 1), three)).toBe('failed');
  });

  it('is open when a draw without a verdict could turn it', () => {
    expect(caseVerdict(draws(1, 1, 1), three)).toBe('error');
    expect(caseVerdict(draws(1, 1, 0, 1), three)).toBe('not-executed');
    expect(caseVerdict(draws(0, 0, 0, 3), three)).toBe('not-executed');
    expect(caseVerdict(draws(1, 0), three)).toBe('not-executed');
  });
});
