import { expect, it } from 'vitest';
import { reportOf, sampleEvaluation } from '../testing/sample-evaluation.ts';
import { junitFormat } from './format-junit.ts';

const lines = (text: string, pattern: RegExp) => text.split('\n').filter((it) => pattern.test(it));

it('writes a suite per model and a case per case, judged over its repeats', () => {
  const text = reportOf(junitFormat, sampleEvaluation());
  expect(lines(text, /<testsuite .*refunds/)).toEqual([
    '  <testsuite name="refunds · support/refund · default-chat" tests="3" failures="1" errors="1" skipped="0" time="2.403">',
    '  <testsuite name="refunds · support/refund · cheap-chat" tests="3" failures="1" errors="1" skipped="0" time="2.403">',
  ]);
  expect(text).toContain('<failure type="failed" message="right amount: expected 20, got 5">');
  expect(text).toContain('<error type="error" message="the provider answered 500">');
  expect(text).toContain('<property name="cost_usd" value="0.00252"/>');
});

it('names a missed gate and what stopped the run', () => {
  const stoppedBy = { code: 'budget-exceeded', message: 'the cap is reached' };
  const text = reportOf(junitFormat, sampleEvaluation(stoppedBy));
  expect(text).toContain(
    '<testcase classname="gate" name="refunds · support/refund · cheap-chat">',
  );
  expect(text).toContain('<error type="budget-exceeded" message="the cap is reached">');
});

it('lets a price be unknown, never 0', () => {
  const unpriced = sampleEvaluation(undefined, (result) => ({ ...result, costNanoUsd: undefined }));
  expect(reportOf(junitFormat, unpriced)).toContain('name="cost_usd" value="unknown"');
});

it('judges no gate on a shard', () => {
  const { header, ...rest } = sampleEvaluation();
  const shard = { ...header, shard: { index: 1, count: 2 } };
  expect(reportOf(junitFormat, { header: shard, ...rest })).not.toContain('classname="gate"');
});
