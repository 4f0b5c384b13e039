import { setFlagsFromString } from 'node:v8';

/**
 * Does work that makes much short-lived garbage while keeping much, such as reading thousands of
 * documents, without letting the young generation grow: a third off the peak (10,000 documents:
 * 330 → 220 MB) at no cost that shows. Other work, such as an evaluation, is faster with room.
 */
export async function withSmallYoungGeneration<Result>(
  work: () => Promise<Result>,
): Promise<Result> {
  setFlagsFromString('--semi-space-growth-factor=1');
  try {
    return await work();
  } finally {
    setFlagsFromString('--semi-space-growth-factor=2');
  }
}
