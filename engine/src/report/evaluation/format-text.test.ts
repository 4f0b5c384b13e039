import { expect, it } from 'vitest';
import { reportOf, sampleEvaluation } from '../testing/sample-evaluation.ts';
import { textFormat } from './format-text.ts';

it('names the model of what failed where there are several', () => {
  const sample = sampleEvaluation();
  const models = new Set(sample.end.outcomes.map(({ model }) => model));
  expect(models.size).toBeGreaterThan(1);
  const failures = reportOf(textFormat, sample)
    .split('\n')
    .filter((line) => /^ {2}(failed|error) /.test(line));
  expect(failures.length).toBeGreaterThan(1);
  for (const line of failures) expect([...models].some((model) => line.includes(model))).toBe(true);
  expect(new Set(failures).size).toBe(failures.length);
});
