import { expect, it } from 'vitest';
import { acceptanceRefusalText, helpText, refusalText } from './answer-texts.ts';
import { parseCommand } from './parse-command.ts';

function helpOn(text: string) {
  const parsed = parseCommand(text);
  if (parsed.kind !== 'help') throw new Error(`${text} was understood`);
  return parsed;
}

it('help says what was not understood and lists only what somebody may run', () => {
  const text = helpText(helpOn('/galley evalute'), ['help', 'status']);
  expect(text).toContain(
    'There is no such command: `evalute`. Nothing was run. Did you mean `evaluate`?',
  );
  expect(text).toContain('- `/galley status` ');
  expect(text).not.toContain('/galley approve');
});

it('help on one command shows its flags', () => {
  const text = helpText({ about: 'evaluate' }, ['help', 'evaluate']);
  expect(text).toContain('--max-cost=usd');
  expect(text).not.toContain('/galley help');
});

it('help repeats a hostile word only as code', () => {
  const text = helpText(helpOn('/galley `</details>@acme/team'), []);
  expect(text).toContain('`` `</details>@acme/team ``');
});

it('a refusal names what it takes, waking nobody', () => {
  const decision = { allow: false, reason: 'role', needs: '@acme/owners' } as const;
  expect(refusalText('evaluate', decision)).toBe(
    '`/galley evaluate` was not carried out: you may not do this here (it takes `@acme/owners`).',
  );
});

it('an acceptance that is refused says why', () => {
  expect(acceptanceRefusalText('refunds', 'unknown')).toContain('`refunds` was not accepted');
});
