import { expect, it } from 'vitest';
import type { RunAlert } from '../../evaluate/find-alerts.ts';
import type { RunResult } from '../../evaluate/results.ts';
import { reportOf, sampleEvaluation } from '../testing/sample-evaluation.ts';
import { evaluationFormats } from './registry.ts';

const alerts: readonly RunAlert[] = [
  { guard: 'pii', rule: 'iban', where: 'output', excerpt: 'DE44… (22 characters)' },
];
const withAlerts = (result: RunResult): RunResult =>
  result.caseId === 'late-parcel' ? { ...result, alerts } : result;
const reportAs = (name: 'sarif' | 'html', change?: typeof withAlerts) => {
  const format = evaluationFormats[name];
  if (format === undefined) throw new Error(`no format ${name}`);
  return reportOf(format, sampleEvaluation(undefined, change));
};

it('puts an alert at its prompt, once for all repeats, also of a case that passes', () => {
  const [run] = JSON.parse(reportAs('sarif', withAlerts)).runs;
  const found = run.results.filter(({ ruleId }: { ruleId: string }) => ruleId === 'guardrail-pii');
  expect(found).toHaveLength(2);
  expect(found[0]).toMatchObject({
    level: 'warning',
    message: {
      text: 'support/refund on default-chat, case late-parcel, iban in the output: DE44… (22 characters)',
    },
  });
});

it('keeps two findings of one rule in one place apart', () => {
  const second: RunAlert = {
    ...{ guard: 'pii', rule: 'iban', where: 'output', excerpt: 'GB82… (22 characters)' },
  };
  const both = (result: RunResult): RunResult =>
    result.caseId === 'late-parcel' ? { ...result, alerts: [...alerts, second] } : result;
  const [run] = JSON.parse(reportAs('sarif', both)).runs;
  const found: { message: { text: string }; partialFingerprints: object }[] = run.results.filter(
    ({ ruleId }: { ruleId: string }) => ruleId === 'guardrail-pii',
  );
  expect(found.map(({ message }) => message.text.slice(-21))).toEqual([
    ...['DE44… (22 characters)', 'GB82… (22 characters)'],
    ...['DE44… (22 characters)', 'GB82… (22 characters)'],
  ]);
  const prints = found.map((one) => JSON.stringify(one.partialFingerprints));
  expect(new Set(prints).size).toBe(4);
  expect(reportAs('html', both)).toContain('GB82… (22 characters)');
});

it('shows alerts among the details of the page', () => {
  expect(reportAs('html', withAlerts)).toContain('pii: iban in the output: DE44… (22 characters)');
  expect(reportAs('html')).not.toContain('Guardrails');
});
