import { describe, expect, it } from 'vitest';
import type { EvaluationProof } from '../../proof/proof.ts';
import { plainMarkup } from '../markdown/markup.ts';
import { sampleComparison, sampleProof } from '../testing/sample-proof.ts';
import { summaryRows } from './summary-rows.ts';

const calm = sampleComparison({ comparisons: [], flips: [] });

function evaluateRow(change: Partial<EvaluationProof>) {
  const proof = sampleProof({ findings: [] });
  const evaluation = { ...proof.evaluation, suites: [calm], ...change };
  const rows = summaryRows({ ...proof, evaluation }, { markup: plainMarkup });
  return rows.find(({ name }) => name === 'Evaluate');
}

describe('the row of the evaluation', () => {
  it('passes when everything that changed was judged', () => {
    expect(evaluateRow({})).toMatchObject({ status: 'passed' });
  });

  it('warns when a changed prompt is covered by no suite, beside others or alone', () => {
    expect(evaluateRow({ notCovered: ['support/reply'] })).toMatchObject({
      status: 'warned',
      text: 'no verdict (48 cases × 3) · 1 changed prompt not covered by any suite',
    });
    expect(evaluateRow({ suites: [], notCovered: ['support/reply'] })).toMatchObject({
      status: 'warned',
      text: '1 changed prompt not covered by any suite',
    });
  });

  it('warns when a target was not judged, or not wholly', () => {
    const reason = 'the prompt has errors';
    const left = { suite: 'replies', target: 'support/reply', reason };
    const partly = { suite: calm.suite, target: calm.target, reason };
    expect(evaluateRow({ notJudged: [left, partly] })).toMatchObject({
      status: 'warned',
      text: 'no verdict (48 cases × 3) · 1 target not judged · 1 target not wholly judged',
    });
  });

  it('warns when cases were not executed', () => {
    const head = { ...sampleProof().evaluation.head, notExecuted: 2 };
    expect(evaluateRow({ head })).toMatchObject({ status: 'warned' });
  });
});
