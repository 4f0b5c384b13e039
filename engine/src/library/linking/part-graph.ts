import type { IncludeFact, TemplateFacts } from '../documents/template-facts.ts';

/** Parts in an order in which every part comes after those it includes, and the circles that forbid one. */
export interface PartGraph {
  readonly order: readonly string[];
  /** Each circle once: its parts in order of inclusion, and the include that closes it. */
  readonly circles: readonly { readonly parts: readonly string[]; readonly closing: IncludeFact }[];
}

/** Walks the includes of parts without recursion, so that a long chain is no danger. */
export function orderParts(facts: ReadonlyMap<string, TemplateFacts>): PartGraph {
  const order: string[] = [];
  const circles: { parts: string[]; closing: IncludeFact }[] = [];
  const state = new Map<string, 'open' | 'done'>();
  for (const root of [...facts.keys()].sort()) {
    if (state.has(root)) continue;
    const path: { part: string; next: number }[] = [{ part: root, next: 0 }];
    state.set(root, 'open');
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const include = facts.get(top.part)?.includes[top.next];
      top.next += 1;
      if (!include) {
        state.set(top.part, 'done');
        order.push(top.part);
        path.pop();
      } else if (state.get(include.part) === 'open') {
        const start = path.findIndex(({ part }) => part === include.part);
        circles.push({ parts: path.slice(start).map(({ part }) => part), closing: include });
      } else if (!state.has(include.part) && facts.has(include.part)) {
        state.set(include.part, 'open');
        path.push({ part: include.part, next: 0 });
      }
    }
  }
  return { order, circles };
}
