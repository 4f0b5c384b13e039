import { expect, it } from 'vitest';
import { proveChange } from '../support/prove-change.ts';
import { promptFile, promptYaml, suiteYaml, ticketProject } from '../support/ticket-project.ts';

const other = 'prompts/other.yaml';
const otherSuite = 'suites/other.yaml';
const nightly = 'suites/nightly.yaml';
const base = {
  ...ticketProject({ easy: 4 }),
  [other]: promptYaml('carefully'),
  [otherSuite]: suiteYaml({ easy: 3, targets: '[other]' }),
  [nightly]: suiteYaml({ easy: 2, targets: '[other]', more: 'when: nightly\n' }),
};
const head = { [promptFile]: promptYaml('very carefully') };
const suitesOf = async (wanted?: Parameters<typeof proveChange>[1]) => {
  const { proof } = await proveChange({ base, head }, wanted);
  return proof.evaluation.suites.map(({ suite, repeats }) => `${suite} × ${repeats}`);
};

it('evaluates what the change reaches when nobody asks', async () => {
  expect(await suitesOf()).toEqual(['tickets × 1']);
});

it('evaluates every suite of pull requests when all are asked for', async () => {
  expect(await suitesOf({ wanted: 'all' })).toEqual(['other × 1', 'tickets × 1']);
});

it('evaluates a named suite whenever it runs, and the suites of a named prompt', async () => {
  const named = (suites: string[], prompts: string[]) =>
    suitesOf({ wanted: { suites, prompts }, repeats: 2 });
  expect(await named(['nightly'], [])).toEqual(['nightly × 2', 'tickets × 2']);
  expect(await named([], ['other'])).toEqual(['other × 2', 'tickets × 2']);
  expect(await named(['gone'], ['tickets/sort'])).toEqual(['tickets × 2']);
});

it('says something about a change without documents when somebody asked', async () => {
  const { proof, comment } = await proveChange(
    { base, head: { 'README.md': 'Read me.\n' } },
    { wanted: 'all' },
  );
  expect(proof.verdict.outcome).toBe('passed');
  expect(comment).toContain('Evaluate');
});
