import { expect, it } from 'vitest';
import { sampleEvaluation } from '../testing/sample-evaluation.ts';
import { type CaseRun, createCaseGrouper } from './case-runs.ts';

const { header, results } = sampleEvaluation();

it('puts the draws of a case together, as soon as the next case begins', () => {
  const runs: CaseRun[] = [];
  const grouper = createCaseGrouper(header, (run) => runs.push(run));
  const counts = results.map((result) => {
    grouper.add(result);
    return runs.length;
  });
  expect(counts).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  grouper.end();
  expect(runs.map(({ caseId, verdict, draws }) => [caseId, verdict, draws.length])).toEqual([
    ...[
      ['late-parcel', 'passed', 2],
      ['broken-vase', 'failed', 2],
      ['no-receipt', 'error', 2],
    ],
    ...[
      ['late-parcel', 'passed', 2],
      ['broken-vase', 'failed', 2],
      ['no-receipt', 'error', 2],
    ],
  ]);
});

it('does not judge a case that was cut short by one draw', () => {
  const runs: CaseRun[] = [];
  const grouper = createCaseGrouper(header, (run) => runs.push(run));
  for (const result of results.slice(0, 1)) grouper.add(result);
  grouper.end();
  expect(runs.map(({ verdict }) => verdict)).toEqual(['not-executed']);
});

it('refuses a result of no arm', () => {
  const grouper = createCaseGrouper({ suites: [] }, () => {});
  for (const result of results.slice(0, 1)) grouper.add(result);
  expect(() => grouper.end()).toThrow('late-parcel');
});
