import type { FoundFlip } from './find-flips.ts';
import { judgeFlips } from './judge-flips.ts';

/**
 * Flips that were drawn again in several evaluations of one proof, judged as the one family that they
 * are: a second evaluation must not double the chance of a false alarm. Lists come back in the shape
 * given; hard flips, and those that nothing could be drawn for, stay as they are.
 */
export function judgeFlipsTogether(
  lists: readonly (readonly FoundFlip[])[],
): (readonly FoundFlip[])[] {
  const drawn = lists.flat().flatMap((flip) => {
    const { fresh, isHard } = flip;
    return fresh === undefined || isHard ? [] : [{ flip, fresh }];
  });
  const confirmed = judgeFlips(drawn.map(({ fresh }) => fresh));
  const verdicts = new Map(drawn.map(({ flip }, index) => [flip, confirmed[index] === true]));
  return lists.map((list) => list.map((flip) => judged(flip, verdicts.get(flip))));
}

function judged(flip: FoundFlip, isConfirmed: boolean | undefined): FoundFlip {
  if (isConfirmed === undefined) return flip;
  if (isConfirmed) return { ...flip, state: 'confirmed' };
  return flip.state === 'confirmed' ? { ...flip, state: 'not-confirmed' } : flip;
}
