import { describe, expect, it } from 'vitest';
import { hostileProof, hostileText, unprintable } from '../testing/hostile-proof.ts';
import { sampleProof } from '../testing/sample-proof.ts';
import { formatProofText } from './format-proof-text.ts';

describe('formatProofText', () => {
  it('starts with the verdict, then one aligned line per step', () => {
    expect(formatProofText(sampleProof()).split('\n').slice(0, 6)).toEqual([
      '✗ Galley: 1 problem, 1 regression · 9f2c1ab against 4be07d3 (policy main@77e01aa)',
      '',
      '✗  Validate  1 error in 14 files',
      '✓  Render    1 of 212 prompts changes (1 edited)',
      '✗  Evaluate  1 worse · 1 case broken (48 cases × 3)',
      '$  Cost      $3.81 → $4.23 per 1,000 calls (+11 %) · this run $1.87',
    ]);
  });

  it('says what must be fixed, with places and an example', () => {
    const text = formatProofText(sampleProof());
    expect(text).toContain(
      'Must fix\n  prompts/support/refund.yaml:23:11 input `order_idd` is not declared',
    );
    expect(text).toContain(
      '; for example late-parcel:\n    -{"queue": "logistics"}\n    +{"queue": "billing"}\n',
    );
  });

  it('aligns the verdicts and counts those that did not move', () => {
    expect(formatProofText(sampleProof())).toContain(
      'Against base\n  escalations  support/escalate  default-chat  right queue  0.97 → 0.88  −0.09 (−0.16 … −0.02)  worse\n',
    );
  });

  it('shows what the pull request spent when it is known', () => {
    const spend = { pullRequestNanoUsd: 3_100_000_000, capNanoUsd: 10_000_000_000 };
    expect(formatProofText(sampleProof(), { spend })).toContain('pull request $3.10 of $10');
  });

  it('lets no text drive the terminal or begin a line of its own', () => {
    const text = formatProofText(hostileProof(hostileText));
    expect(text).not.toMatch(unprintable);
    const atStart = text.split('\n').filter((line) => line !== '' && !line.startsWith('  '));
    const own = /^([✗✓!$-] |Must fix$|Warnings$|Against base$|Remarks$)/;
    expect(atStart.filter((line) => !own.test(line))).toEqual([]);
    expect(text.endsWith('\n')).toBe(true);
  });

  it('stays short for huge answers', () => {
    expect(formatProofText(hostileProof('界'.repeat(1_000_000))).length).toBeLessThan(60_000);
  });
});
