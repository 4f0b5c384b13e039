import { expect, it } from 'vitest';
import { createMonthEstimates } from './estimate-months.ts';
import type { PlannedArm } from './evaluation-plan.ts';

const arm = (target: string, model = 'default-chat') => ({ target, model }) as PlannedArm;
const calls = (target: string) => (target === 'refund' ? 1_000 : undefined);

it('is the mean of the cases times the calls of a month', () => {
  const months = createMonthEstimates(calls);
  for (const cost of [100, 200, 601]) months.add(arm('refund'), cost);
  expect(months.total()).toEqual([
    { target: 'refund', model: 'default-chat', callsPerMonth: 1_000, expectedNanoUsd: 300_333 },
  ]);
});

it('is unknown as soon as one price is', () => {
  const months = createMonthEstimates(calls);
  for (const cost of [100, undefined, 200]) months.add(arm('refund'), cost);
  expect(months.total()).toMatchObject([{ expectedNanoUsd: undefined }]);
});

it('wants only prompts of which one knows how often they are called', () => {
  const months = createMonthEstimates(calls);
  expect([months.wants(arm('refund')), months.wants(arm('refund+terse'))]).toEqual([true, false]);
});
