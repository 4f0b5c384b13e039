import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CommitNode, findMergeBase } from './find-merge-base.ts';

/** Ancestors of a commit and itself, by walking everything. */
function ancestorsOf(history: Map<string, CommitNode>, id: string): Set<string> {
  const seen = new Set<string>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...(history.get(next)?.parents ?? []));
  }
  return seen;
}

/** Common ancestors that no other common ancestor descends from, by definition. */
function bestBases(history: Map<string, CommitNode>, a: string, b: string): CommitNode[] {
  const ofB = ancestorsOf(history, b);
  const common = [...ancestorsOf(history, a)].filter((id) => ofB.has(id));
  const parents = new Set(common.flatMap((id) => history.get(id)?.parents ?? []));
  return common.filter((id) => !parents.has(id)).flatMap((id) => history.get(id) ?? []);
}

/** Histories in which each commit has up to two earlier ones as parents and a later date. */
const histories = fc
  .array(fc.array(fc.nat(), { maxLength: 2 }), { minLength: 2, maxLength: 24 })
  .map((choices) =>
    choices.map((picks, index): CommitNode => {
      const parents = index === 0 ? [] : picks.map((pick) => `c${pick % index}`);
      return { id: `c${index}`, parents: [...new Set(parents)], committedAt: index * 60 };
    }),
  );

describe('findMergeBase', () => {
  it('gives the youngest best common ancestor of any two commits', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), fc.nat(), async (nodes, first, second) => {
        const history = new Map(nodes.map((node) => [node.id, node]));
        const [a, b] = [`c${first % nodes.length}`, `c${second % nodes.length}`];
        const base = await findMergeBase(a, b, async (id) => history.get(id) as CommitNode);
        const best = bestBases(history, a, b).sort((x, y) => y.committedAt - x.committedAt);
        expect(base).toBe(best[0]?.id);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('stops where the histories have met', async () => {
    const read: string[] = [];
    const base = await findMergeBase('c9000', 'c8990', async (id) => {
      read.push(id);
      const number = Number(id.slice(1));
      return { id, parents: [`c${number - 1}`], committedAt: number };
    });
    expect(base).toBe('c8990');
    expect(read.length).toBeLessThan(20);
  });
});
