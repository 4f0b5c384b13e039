import { logChoose, logFactorials } from './log-factorial.ts';
import { requireCount } from './require-count.ts';

/**
 * Two-sided mid-p value of McNemar's exact conditional test on paired passes and failures.
 * 1 when nothing flipped. k flips all in one direction give 0.5^k.
 * @param worsened cases that passed on base and fail on head
 * @param improved cases that failed on base and pass on head
 * @throws RangeError for anything but whole numbers from 0 to 1,000,000
 * @source Fagerland, Lydersen & Laake, BMC Medical Research Methodology 13:91 (2013):
 * 2·P(X ≤ m) − P(X = m), X binomial(n, ½), m the smaller count; 1 for equal counts
 */
export function mcnemarMidP(worsened: number, improved: number): number {
  requireCount(worsened, 'worsened');
  requireCount(improved, 'improved');
  if (worsened === improved) return 1;
  const flips = worsened + improved;
  const fewer = Math.min(worsened, improved);
  const logs = logFactorials(flips);
  const probability = (k: number) => Math.exp(logChoose(logs, flips, k) - flips * Math.LN2);
  let tail = 0;
  for (let k = 0; k < fewer; k += 1) tail += probability(k);
  return Math.min(1, 2 * tail + probability(fewer));
}
