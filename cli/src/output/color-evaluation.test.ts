import picocolors from 'picocolors';
import { expect, it } from 'vitest';
import { colorEvaluation } from './color-evaluation.ts';

const text = `suite    gate
refunds  ok (1 failed)
triage   missed (pass rate)

  failed triage late ok

1/2 cases passed
`;

it('colours verdicts and changes no word', () => {
  const colors = picocolors.createColors(true);
  const lines = colorEvaluation(text, colors).split('\n');
  expect(lines[0]).toBe(colors.dim('suite    gate'));
  expect(lines[1]).toBe(`refunds  ${colors.green('ok (1 failed)')}`);
  expect(lines[2]).toBe(`triage   ${colors.red('missed (pass rate)')}`);
  expect(lines[4]).toBe(`  ${colors.red('failed')} triage late ok`);
});

it('leaves the text as it is without colours', () => {
  expect(colorEvaluation(text, picocolors.createColors(false))).toBe(text);
});
