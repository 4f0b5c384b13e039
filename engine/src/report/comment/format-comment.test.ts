import { describe, expect, it } from 'vitest';
import { sampleComparison, sampleProof } from '../testing/sample-proof.ts';
import { formatComment } from './format-comment.ts';

describe('formatComment', () => {
  it('starts with the verdict and the commits, then a complete table', () => {
    const lines = formatComment([sampleProof()]).split('\n');
    expect(lines[0]).toBe(
      '### ❌ Galley: 1 problem, 1 regression · `9f2c1ab` against `4be07d3` (policy `main@77e01aa`)',
    );
    expect(lines.slice(2, 8)).toEqual([
      '| | result | |',
      '|---|---|---|',
      '| ❌ Validate | 1 error in 14 files |  |',
      '| ✅ Render | 1 of 212 prompts changes (1 edited) |  |',
      '| ❌ Evaluate | **1 worse** · **1 case broken** (48 cases × 3) |  |',
      '| 💰 Cost | **$3.81 → $4.23 per 1,000 calls (+11 %)** · this run $1.87 |  |',
    ]);
  });

  it('says what must be fixed, with the place and one example as a diff', () => {
    const comment = formatComment([sampleProof()]);
    expect(comment).toContain(
      '- `prompts/support/refund.yaml:23:11` input `order_idd` is not declared (did you mean `order_id`?)',
    );
    expect(comment).toContain('0.97 → 0.88, −0.09 (−0.16 … −0.02)');
    expect(comment).toContain('-{"queue": "logistics"}\n  +{"queue": "billing"}');
  });

  it('gives equal bytes for equal arguments and links and spend when they are known', () => {
    const options = {
      links: { cases: 'https://example.com/cases' },
      spend: { pullRequestNanoUsd: 3_100_000_000, capNanoUsd: 10_000_000_000 },
    };
    const comment = formatComment([sampleProof()], options);
    expect(comment).toBe(formatComment([sampleProof()], options));
    expect(comment).toContain('[cases](https://example.com/cases)');
    expect(comment).toContain('pull request $3.10 of $10');
  });

  it('shows an unknown cost as unknown and never as nothing', () => {
    const proof = sampleProof();
    const comment = formatComment([
      {
        ...proof,
        cost: { ...proof.cost, runNanoUsd: undefined, knownRunNanoUsd: 0, unknownCostCalls: 3 },
      },
    ]);
    expect(comment).toContain('this run $0 plus 3 calls of unknown price');
  });

  it('lets nothing from a repository or a model be read as markup', () => {
    const hostile = '<!-- x --> @acme/team ![p](http://x) `a` ``` \u0007</details> | #12';
    const proof = sampleProof();
    const comment = formatComment([
      {
        ...proof,
        findings: proof.findings.map((finding) => ({ ...finding, message: hostile })),
        evaluation: {
          ...proof.evaluation,
          suites: [
            sampleComparison({
              changedAnswers: [
                {
                  caseId: hostile,
                  base: hostile,
                  head: '````\nx',
                  basePassed: true,
                  headPassed: true,
                },
              ],
            }),
          ],
        },
      },
    ]);
    const outsideFences = comment.replace(/^ *(`{3,})[^\n]*\n[\s\S]*?\n *\1$/gm, '');
    const outsideCode = outsideFences.replace(/(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g, '');
    expect(outsideCode).not.toMatch(/<!--|@acme|!\[|#12/);
    expect(comment).not.toContain('\u0007');
    expect(outsideCode.match(/<\/details>/g)?.length).toBe(outsideCode.match(/<details>/g)?.length);
  });

  it('stays below both limits, keeps the table and closes every fold and fence', () => {
    const proof = sampleProof();
    const suites = Array.from({ length: 40 }, (_, index) =>
      sampleComparison({
        suite: `suite-${index}`,
        changedAnswers: Array.from({ length: 50 }, (_, number) => ({
          caseId: `case-${number}`,
          base: '界'.repeat(900),
          head: '面'.repeat(900),
          basePassed: true,
          headPassed: false,
        })),
      }),
    );
    const comment = formatComment([
      {
        ...proof,
        evaluation: { ...proof.evaluation, suites },
        changes: Array.from({ length: 5_000 }, (_, index) => ({
          kind: 'prompt' as const,
          id: `support/prompt-${index}`,
          file: `prompts/support/prompt-${index}.yaml`,
          what: 'edited' as const,
          isSemantic: true,
        })),
      },
    ]);
    expect(comment.length).toBeLessThanOrEqual(60_001);
    expect(new TextEncoder().encode(comment).length).toBeLessThanOrEqual(200_001);
    expect(comment).toContain('| 💰 Cost |');
    expect(comment.match(/<details>/g)?.length).toBe(comment.match(/<\/details>/g)?.length);
    expect((comment.match(/^ *```/gm)?.length ?? 0) % 2).toBe(0);
    expect(comment).toContain('left out for length');
  });
});
