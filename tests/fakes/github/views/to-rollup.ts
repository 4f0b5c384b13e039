import type { Reaction } from '../state/model.ts';

const contents = ['+1', '-1', 'laugh', 'hooray', 'confused', 'heart', 'rocket', 'eyes'] as const;

/** How many reactions of each kind something has. */
export function toRollup(url: string, reactions: readonly Reaction[]) {
  const counts = contents.map((content) => [
    content,
    reactions.filter((reaction) => reaction.content === content).length,
  ]);
  return {
    url: `${url}/reactions`,
    total_count: reactions.length,
    ...(Object.fromEntries(counts) as Record<(typeof contents)[number], number>),
  };
}
