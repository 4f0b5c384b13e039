import { expect, it } from 'vitest';
import { proveChange } from '../support/prove-change.ts';
import {
  promptFile,
  promptYaml,
  suiteFile,
  suiteYaml,
  ticketCase,
  ticketProject,
} from '../support/ticket-project.ts';

it('an edited expectation judges both sides by the new one and is listed, old to new', async () => {
  const { proof, comment } = await proveChange({
    base: ticketProject({ easy: 6, cases: ticketCase('parcel', 'billing') }),
    head: { [suiteFile]: suiteYaml({ easy: 6, cases: ticketCase('parcel', 'logistics') }) },
  });
  expect(proof.evaluation.editedExpectations).toEqual([
    { suite: 'tickets', caseId: 'parcel', base: 'billing', head: 'logistics' },
  ]);
  expect(proof.evaluation.suites).toMatchObject([
    { base: { passedCases: 6, failedCases: 1 }, head: { passedCases: 6, failedCases: 1 } },
  ]);
  expect(proof.evaluation.weakened).toEqual([]);
  expect(proof.verdict.exitCode).toBe(0);
  expect(comment).toContain(
    '`tickets: parcel` expectation edited, both sides judged by the new one: `"billing"` → `"logistics"`',
  );
});

it('an expectation with its keys in another order is not edited', async () => {
  const checks = '  - {name: right queue, expected: [queue], of: output.queue}\n';
  const item = (expected: string) =>
    `  - {id: a, inputs: {message: Ticket a}, expected: ${expected}}\n`;
  const text = { easy: 0, checks: '  - {name: short, length: {max: 99}}\n' };
  const { proof } = await proveChange({
    base: ticketProject({ ...text, cases: item('{queue: billing, urgent: true}') }),
    head: {
      [suiteFile]: suiteYaml({ ...text, cases: item('{urgent: true, queue: billing}') }),
      [promptFile]: promptYaml('very carefully'),
    },
  });
  expect(checks).toContain('output.queue');
  expect(proof.evaluation.editedExpectations).toEqual([]);
});

it('an expectation for another question does not replace the one of the old question', async () => {
  const asked = (message: string, expected: string) => ticketCase('parcel', expected, message);
  const { proof } = await proveChange({
    base: ticketProject({
      easy: 6,
      cases: asked('Ticket', 'billing'),
      gate: 'pass_rate: {min: 1}',
    }),
    head: {
      [suiteFile]: suiteYaml({
        easy: 6,
        cases: asked('Another ticket', 'nobody'),
        gate: 'pass_rate: {min: 1}',
      }),
    },
  });
  expect(proof.evaluation.weakened).toMatchObject([
    { differences: ['case parcel changed'], outcomes: [{ passRate: 1 }], isFailing: false },
  ]);
});

it('an input that base does not declare is left out on its side', async () => {
  const withName = (manner: string) =>
    promptYaml(`${manner} for {{ customer }}`)
      .replace('content: Sort the', 'content: "Sort the')
      .replace('{{ customer }}.', '{{ customer }}."')
      .replace('inputs:\n', 'inputs:\n  customer: {type: string, default: Ann}\n');
  const cases = '  - {id: named, inputs: {message: Ticket, customer: Bob}, expected: billing}\n';
  const { proof } = await proveChange({
    base: ticketProject({ easy: 6 }),
    head: {
      [promptFile]: withName('carefully'),
      [suiteFile]: suiteYaml({ easy: 5, cases: `${cases}${ticketCase('easy-6')}` }),
    },
  });
  expect(proof.verdict.exitCode).toBe(0);
  expect(proof.evaluation.suites).toMatchObject([{ pairedCases: 6, head: { passedCases: 7 } }]);
});

it('an input added to an old case is left out on base, which is still executed', async () => {
  const head = promptYaml('carefully')
    .replace('inputs:\n', 'inputs:\n  customer: {type: string, default: Ann}\n')
    .replace(
      'content: Sort the ticket carefully.',
      'content: "Sort the ticket carefully for {{ customer }}."',
    );
  const item = (more: string) =>
    `  - {id: named, inputs: {message: Ticket${more}}, expected: billing}\n`;
  const { proof } = await proveChange({
    base: ticketProject({ easy: 0, cases: item('') }),
    head: {
      [promptFile]: head,
      [suiteFile]: suiteYaml({ easy: 0, cases: item(', customer: Bob') }),
    },
  });
  expect(proof.evaluation.suites).toMatchObject([{ pairedCases: 1, base: { passedCases: 1 } }]);
  expect(proof.renders[0]?.cases[0]?.diff.join('\n')).toContain(
    '+Sort the ticket carefully for Bob.',
  );
});

it('a group of cases is resampled together, and McNemar gives way to the bootstrap', async () => {
  const grouped = (group: string) =>
    Array.from(
      { length: 6 },
      (_, index) =>
        `  - {id: ${group}-${index}, group: ${group}, inputs: {message: hard ${group} ${index}}, expected: billing}\n`,
    ).join('');
  const text = { easy: 0, cases: grouped('ann') + grouped('bob'), gate: 'confirm: 0' };
  const { proof } = await proveChange({
    base: ticketProject(text),
    head: { [promptFile]: promptYaml('quickly') },
  });
  expect(proof.evaluation.suites[0]?.comparisons[0]?.test).toBe('paired-bootstrap');
});
