import { expect, it } from 'vitest';
import { endOf, reportOf, sampleEvaluation } from '../testing/sample-evaluation.ts';
import { textFormat } from './format-text.ts';

it('calls no gate fine that judged no case', () => {
  const { header } = sampleEvaluation();
  const stoppedBy = { code: 'price-missing', message: 'the price is unknown' };
  const text = reportOf(textFormat, { header, results: [], end: endOf(header, [], stoppedBy) });
  expect(text).toContain('not judged');
  expect(text).not.toMatch(/ok$/m);
});

it('says of a gate that judged cases whether it is missed, and why', () => {
  expect(reportOf(textFormat, sampleEvaluation())).toMatch(/ missed \(.+; 1 failed/);
});
