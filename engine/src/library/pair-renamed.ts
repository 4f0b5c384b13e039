import type { LibraryNode, Prompt } from './nodes.ts';

/** Share of words, 0..1, from which a prompt at another path counts as the same one, edited. */
const alikeEnough = 0.5;
/** Pairs that are compared word by word; beyond them only equal last names are. */
const mostPairs = 10_000;
/** Words of a prompt that are compared: the work grows with them and with the pairs. */
const mostWords = 2_000;

/**
 * Documents that head has at another path than base: equal content first, preferring an equal last
 * name; then prompts whose messages share half of their words, the most alike first. Without the
 * latter, moving a prompt while editing it would leave nothing to compare it with. Cases inside a prompt
 * move with it.
 * @param movedPrompts base's id by head's
 * @returns head's document to base's
 */
export function pairRenamed(
  removed: readonly LibraryNode[],
  added: readonly LibraryNode[],
  movedPrompts: ReadonlyMap<string, string> = new Map(),
): Map<LibraryNode, LibraryNode> {
  const pairs = pairEqual(removed, added);
  for (const suite of added) {
    const from = isInline(suite) ? movedPrompts.get(suite.id) : undefined;
    const before = removed.find((node) => node.id === from && isInline(node));
    if (before && !pairs.has(suite)) pairs.set(suite, before);
  }
  const gone = new Set(pairs.values());
  const [open, fresh] = [
    removed.filter((node) => node.kind === 'prompt' && !gone.has(node)),
    added.filter((node) => node.kind === 'prompt' && !pairs.has(node)),
  ] as [Prompt[], Prompt[]];
  for (const [now, before] of pairAlike(open, fresh)) pairs.set(now, before);
  return pairs;
}

function pairEqual(
  removed: readonly LibraryNode[],
  added: readonly LibraryNode[],
): Map<LibraryNode, LibraryNode> {
  const candidates = new Map<string, LibraryNode[]>();
  for (const node of removed)
    candidates.set(node.hash, [...(candidates.get(node.hash) ?? []), node]);
  const pairs = new Map<LibraryNode, LibraryNode>();
  for (const node of added) {
    const equal = candidates.get(node.hash) ?? [];
    const best = equal.find(({ id }) => lastName(id) === lastName(node.id)) ?? equal[0];
    if (!best) continue;
    equal.splice(equal.indexOf(best), 1);
    pairs.set(node, best);
  }
  return pairs;
}

function pairAlike(removed: readonly Prompt[], added: readonly Prompt[]): Map<Prompt, Prompt> {
  const isSmall = removed.length * added.length <= mostPairs;
  const words = new Map([...removed, ...added].map((prompt) => [prompt, countWords(prompt)]));
  const found = added.flatMap((now) =>
    removed
      .filter((before) => isSmall || lastName(before.id) === lastName(now.id))
      .map((before) => ({ now, before, alike: likeness(words.get(before), words.get(now)) })),
  );
  const pairs = new Map<Prompt, Prompt>();
  const taken = new Set<Prompt>();
  for (const { now, before, alike } of found.sort((a, b) => b.alike - a.alike)) {
    if (alike < alikeEnough || pairs.has(now) || taken.has(before)) continue;
    pairs.set(now, before);
    taken.add(before);
  }
  return pairs;
}

function countWords({ body }: Prompt): Map<string, number> {
  const counts = new Map<string, number>();
  let counted = 0;
  for (const message of body.messages) {
    if ('placeholder' in message) continue;
    for (const [word] of message.text.source.matchAll(/\S+/g)) {
      if (++counted > mostWords) return counts;
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}

/** Dice's coefficient over words with their counts, 0..1. */
function likeness(
  one: ReadonlyMap<string, number> = new Map(),
  other: ReadonlyMap<string, number> = new Map(),
): number {
  let shared = 0;
  for (const [word, count] of one) shared += Math.min(count, other.get(word) ?? 0);
  const sum = (counts: ReadonlyMap<string, number>) =>
    [...counts.values()].reduce((total, count) => total + count, 0);
  const all = sum(one) + sum(other);
  return all === 0 ? 0 : (2 * shared) / all;
}

function isInline(node: LibraryNode): boolean {
  return 'isInline' in node && node.isInline === true;
}

function lastName(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
