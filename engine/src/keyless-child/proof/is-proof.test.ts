import { describe, expect, it } from 'vitest';
import type { Proof, SuiteComparison } from '../../proof/proof.ts';
import { checkReports } from '../../publish/checks/check-reports.ts';
import { formatComment } from '../../report/comment/format-comment.ts';
import { hostileProof, hostileText } from '../../report/testing/hostile-proof.ts';
import { sampleProof } from '../../report/testing/sample-proof.ts';
import { seededRandom } from '../../units/seeded-random.ts';
import { isProof } from './is-proof.ts';

type Tree = { [key: string]: unknown };

const random = seededRandom(20_261_121);
const below = (limit: number) => random() % limit;

/** A proof with something of everything. */
function fullProof(): Proof {
  const { findings, evaluation, ...proof } = hostileProof('text');
  return {
    ...proof,
    renders: sampleProof().renders,
    findings: findings.map((finding) => ({ ...finding, problemCode: 'input-undeclared' })),
    evaluation: { ...evaluation, gate: 'regression', suites: evaluation.suites.map(withAlerts) },
  };
}

function withAlerts(suite: SuiteComparison): SuiteComparison {
  const alert = { guard: 'pii', rule: 'iban', excerpt: 'DE44…', where: 'output' } as const;
  const misses = [{ gate: 'pass_rate.min', wanted: 0.9, got: 0.8, message: 'too few' }] as const;
  const alerts = [{ ...alert, cases: 3, caseId: 'late-parcel' }];
  return { ...suite, head: { ...suite.head, alerts, misses } };
}

/** What somebody might put where something else is expected. */
const oddValues: readonly unknown[] = [
  null,
  undefined,
  '',
  'constructor',
  '__proto__',
  hostileText,
  'a\nb',
  '+'.repeat(3_000),
  -1,
  0.5,
  1e308,
  Number.POSITIVE_INFINITY,
  Number.NaN,
  true,
  [],
  {},
  [[]],
  [null],
  { length: 3 },
  JSON.parse('{"__proto__": {"isAdmin": true}}'),
  Array.from({ length: 60_000 }, () => 'x'),
];

/** The proof, with an odd value in place of, or beside, one of its own. */
function mutated(): unknown {
  const proof = structuredClone(below(2) === 0 ? sampleProof() : fullProof());
  let node = proof as unknown as Tree;
  for (;;) {
    const keys = Object.keys(node);
    const key = keys[below(keys.length)];
    if (key === undefined) return proof;
    const next = node[key];
    const isEnd = typeof next !== 'object' || next === null || below(6) === 0;
    if (!isEnd) {
      node = next as Tree;
      continue;
    }
    if (below(8) === 0 && !Array.isArray(node)) delete node[key];
    else node[key] = oddValues[below(oddValues.length)];
    return proof;
  }
}

/** The fields that are never taken from what is told. */
function owned(told: Proof): Proof {
  const { schema, project, revisions, policy, evaluation, cost, verdict } = sampleProof();
  const { mode, seed, usesScripted } = evaluation;
  return {
    ...told,
    schema,
    project,
    revisions,
    policy,
    evaluation: { ...told.evaluation, mode, seed, usesScripted },
    cost: { ...cost, prompts: told.cost.prompts },
    verdict,
  };
}

describe('a proof that was told', () => {
  it('is taken when it is whole, also with hostile texts', () => {
    for (const proof of [sampleProof(), fullProof(), sampleProof({ findings: [] })]) {
      expect(isProof(JSON.parse(JSON.stringify(proof)))).toBe(true);
    }
  });

  it('is never one over which a comment or a check stumbles', () => {
    let taken = 0;
    for (let count = 0; count < 1_000; count += 1) {
      const told = mutated();
      if (!isProof(told)) continue;
      taken += 1;
      const proof = owned(told);
      expect(formatComment([proof])).toContain('Galley');
      expect(checkReports([proof])).toHaveLength(4);
    }
    expect(taken).toBeGreaterThan(100);
    expect(taken).toBeLessThan(900);
  });

  it.each([
    ['a line break in a target', { target: 'a\nb' }],
    ['a reason nobody knows', { why: 'constructor' }],
    ['more lines than a diff may have', { cases: [{ caseId: 'a', diff: lines(20_001) }] }],
  ])('is refused for %s', (_, change) => {
    const { renders } = sampleProof();
    const told = sampleProof({ renders: [{ ...renders[0], ...change } as never] });
    expect(isProof(told)).toBe(false);
  });
});

function lines(count: number): string[] {
  return Array.from({ length: count }, () => '+');
}
