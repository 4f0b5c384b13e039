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

  it('counts in the fold the warnings that the table counts, others apart', () => {
    const proof = sampleProof();
    const [first, second] = proof.findings;
    const warned = { ...(second ?? first), severity: 'warning', code: 'cost-increase' } as const;
    const comment = formatComment([
      {
        ...proof,
        findings: [
          ...proof.findings,
          { ...warned, message: 'dearer', file: 'a', line: 1, column: 1 },
        ],
      },
    ]);
    expect(comment).toContain('| ❌ Validate | 1 error in 14 files |');
    expect(comment).toContain('Problems and warnings (1 error, 1 warning beyond validation)');
  });

  it('says what got better above the folds, without the pass rate that follows from it', () => {
    const [worse] = sampleComparison().comparisons;
    if (worse === undefined) throw new Error('the sample has a comparison');
    const better = { ...worse, verdict: 'better', base: 0.79, head: 0.96 } as const;
    const suite = sampleComparison({
      comparisons: [{ ...better, name: 'pass rate', kind: 'pass-rate' }, better],
    });
    const proof = sampleProof();
    const comment = formatComment([
      { ...proof, evaluation: { ...proof.evaluation, suites: [suite] } },
    ]);
    expect(comment.split('<details>')[0]).toContain(
      '\n\n**Better:** `support/escalate` right queue 0.79 → 0.96\n\n',
    );
  });

  it('says what a number of cases would show, unless nobody would write so many', () => {
    const row = (casesNeeded: number) => {
      const [worse] = sampleComparison().comparisons;
      if (worse === undefined) throw new Error('the sample has a comparison');
      const power = { detectableDrop: 0.2, wantedDrop: 0.05, casesNeeded };
      const unsure = { ...worse, verdict: 'inconclusive', power } as const;
      const proof = sampleProof();
      const suites = [sampleComparison({ comparisons: [unsure] })];
      return formatComment([{ ...proof, evaluation: { ...proof.evaluation, suites } }]);
    };
    expect(row(4_800)).toContain(
      '(48 cases can show drops over 0.20, about 4,800 would show a drop of 0.05)',
    );
    expect(row(4_801)).toContain('(48 cases can show drops over 0.20) |');
  });

  it('shows equal hunks once and says in how many cases they are', () => {
    const comment = formatComment([sampleProof()]);
    expect(comment).toContain('Case `late-parcel` (same in 48 of 48 cases):');
    expect(comment).not.toContain('differ._');
  });

  it('names a missed minimum once, without the place that the sentence has named', () => {
    const proof = sampleProof();
    const message = 'the pass rate is 0.65, at least 0.9 is needed';
    const miss = { gate: 'pass_rate.min', wanted: 0.9, got: 0.646, message } as const;
    const suite = sampleComparison();
    const missed = { ...suite, head: { ...suite.head, misses: [miss] } };
    const finding = {
      severity: 'error',
      code: 'minimum-missed',
      message: `\`support/escalate\` in suite \`escalations\`: ${message}`,
      file: 'suites/escalations.yaml',
      line: 1,
      column: 1,
      suite: 'escalations',
      target: 'support/escalate',
      model: 'default-chat',
      gate: 'pass_rate.min',
    } as const;
    const comment = formatComment([
      {
        ...proof,
        evaluation: { ...proof.evaluation, suites: [missed] },
        findings: [...proof.findings, finding],
      },
    ]);
    expect(comment).toContain('(−0.16 … −0.02); the pass rate is 0.65, at least 0.9 is needed.');
    expect(comment.split(message)).toHaveLength(2);
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
