import { expect, it } from 'vitest';
import { alternate, median } from './alternate.ts';
import type { Sample } from './measure.ts';

const sample = (wallMs: number): Sample => ({
  exitCode: 0,
  stdout: '',
  stderr: '',
  wallMs,
  cpuS: 0.1,
  peakBytes: 5e7,
});

/** A side that notes when it runs, and takes the next of these times. */
function side(subject: string, order: string[], times: number[]) {
  const run = async () => {
    order.push(subject);
    return sample(times.shift() ?? Number.NaN);
  };
  return { subject, run };
}

it('runs the sides in turn and leaves the first round out of the medians', async () => {
  const order: string[] = [];
  const galley = side('galley', order, [900, 30, 50, 40]);
  const node = side('node', order, [800, 25, 24, 26]);
  const figures = await alternate([galley, node], { runs: 3 });
  expect(order.join(' ')).toBe('galley node galley node galley node galley node');
  expect(figures.map(({ subject, runs, wallMs }) => [subject, runs, wallMs])).toEqual([
    ['galley', 3, 40],
    ['node', 3, 25],
  ]);
});

it('measures a slow side less often, and without a first round when it asks for none', async () => {
  const order: string[] = [];
  const peer = { ...side('peer', order, [700]), runs: 1, isWarmedUp: false };
  const figures = await alternate([side('galley', order, [1, 2, 3]), peer], { runs: 2 });
  expect(order.join(' ')).toBe('galley galley peer galley');
  expect(figures.map(({ runs }) => runs)).toEqual([2, 1]);
});

it('takes the middle value, or the mean of the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([8, 2, 4, 6])).toBe(5);
  expect(median([])).toBeNaN();
});
