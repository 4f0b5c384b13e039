import { setTimeout } from 'node:timers/promises';

/** Waits until something is so, which is looked at every 20 ms. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  withinMs = 10_000,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not so within ${withinMs} ms`);
    await setTimeout(20);
  }
}
