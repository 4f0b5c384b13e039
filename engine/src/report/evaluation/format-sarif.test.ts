import { describe, expect, it } from 'vitest';
import { reportOf, type SampleEvaluation, sampleEvaluation } from '../testing/sample-evaluation.ts';
import { sarifFormat } from './format-sarif.ts';

interface Shown {
  readonly ruleId: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [
    { readonly physicalLocation: { readonly artifactLocation: object; readonly region: object } },
  ];
  readonly partialFingerprints: object;
}

function resultsOf(sample: SampleEvaluation): Shown[] {
  return JSON.parse(reportOf(sarifFormat, sample)).runs[0].results;
}

describe('sarif of an evaluation', () => {
  it('puts a failing case at the check that it fails, once for all its repeats', () => {
    const [first, second] = resultsOf(sampleEvaluation());
    expect(first).toMatchObject({
      ruleId: 'refunds/right amount',
      level: 'error',
      message: {
        text: 'support/refund on default-chat, case broken-vase, right amount: expected 20, got 5',
      },
    });
    expect(first?.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'suites/refunds.yaml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 12, startColumn: 5 },
    });
    expect(second).toMatchObject({ ruleId: 'no-verdict', level: 'warning' });
  });

  it('warns only where the suite lets some cases fail and the check is not hard', () => {
    const { header, ...rest } = sampleEvaluation();
    const suites = header.suites.map((suite) => ({
      ...suite,
      gate: { ...suite.gate, passRate: { min: 0.3 } },
      arms: suite.arms.map((arm) => ({
        ...arm,
        checks: arm.checks.map((check) => ({ ...check, isHard: false })),
      })),
    }));
    const [first] = resultsOf({ header: { ...header, suites }, ...rest });
    expect(first?.level).toBe('warning');
  });

  it('knows a result again after the check has moved', () => {
    const { header, ...rest } = sampleEvaluation();
    const suites = header.suites.map((suite) => ({
      ...suite,
      arms: suite.arms.map((arm) => ({
        ...arm,
        checks: arm.checks.map((check) => ({ ...check, at: { line: 99, column: 3 } })),
      })),
    }));
    const prints = (sample: SampleEvaluation) =>
      resultsOf(sample).map(({ partialFingerprints }) => partialFingerprints);
    expect(prints({ header: { ...header, suites }, ...rest })).toEqual(prints(sampleEvaluation()));
  });

  it('puts a check that the prompt implies at the prompt', () => {
    const broken = sampleEvaluation(undefined, (result) => ({
      ...result,
      checks: result.checks.map((check) =>
        result.outcome === 'failed' && check.key === 'json_schema'
          ? { ...check, outcome: 'failed', reason: 'no JSON' }
          : check,
      ),
    }));
    const found = resultsOf(broken).find(({ ruleId }) => ruleId.endsWith('/output schema'));
    expect(found?.locations[0].physicalLocation.artifactLocation).toMatchObject({
      uri: 'prompts/support/refund.yaml',
    });
  });
});
