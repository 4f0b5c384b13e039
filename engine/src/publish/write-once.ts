import type { Clock } from '../ports/clock.ts';
import { isUncertain } from './is-uncertain.ts';

/** A write that GitHub must carry out once, and how to see whether it did. */
export interface OnceWrite<Found> {
  /** What stands there by its natural key; `undefined` when nothing does. */
  find(): Promise<Found | undefined>;
  create(): Promise<Found>;
}

const mostAttempts = 3;
/** GitHub's lists lag a little behind its writes. */
const settleMs = 1_000;

/**
 * What the write left, made now or found. An uncertain failure is followed by a look before anything is
 * written again, three times at most; a certain one is thrown at once. The first look is the caller's.
 */
export async function writeOnce<Found>(
  { find, create }: OnceWrite<Found>,
  { clock }: { readonly clock: Clock },
): Promise<Found> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await create();
    } catch (error) {
      if (!isUncertain(error)) throw error;
      await clock.sleep(settleMs * attempt);
      const found = await find();
      if (found !== undefined) return found;
      if (attempt >= mostAttempts) throw error;
    }
  }
}
