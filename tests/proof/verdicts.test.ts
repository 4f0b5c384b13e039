import { describe, expect, it } from 'vitest';
import { type Files, proveChange } from '../support/prove-change.ts';
import {
  promptFile,
  promptYaml,
  type SuiteText,
  suiteFile,
  suiteYaml,
  ticketProject,
} from '../support/ticket-project.ts';

/** A change of the prompt's manner, judged by one suite. */
async function changeManner(text: SuiteText, from: string, to: string, more: Files = {}) {
  const base = { ...ticketProject(text), [promptFile]: promptYaml(from) };
  return await proveChange({ base, head: { [promptFile]: promptYaml(to), ...more } });
}

const verdictsOf = ({ proof }: Awaited<ReturnType<typeof proveChange>>) =>
  proof.evaluation.suites.flatMap(({ comparisons }) =>
    comparisons.map(({ name, verdict }) => `${name}: ${verdict}`),
  );

describe('a verdict', () => {
  it('is worse when the drop is significant, and blocks', async () => {
    const change = await changeManner({ easy: 10, hard: 12 }, 'carefully', 'quickly');
    expect(verdictsOf(change)).toEqual(['pass rate: worse', 'right queue: worse']);
    expect(change.proof.verdict).toEqual({
      outcome: 'failed',
      exitCode: 1,
      headline: '1 regression',
    });
    const [suite] = change.proof.evaluation.suites;
    expect(suite?.comparisons[0]).toMatchObject({ base: 1, head: 10 / 22, test: 'mcnemar-mid-p' });
  });

  it('is better when the rise is significant, and passes', async () => {
    const change = await changeManner({ easy: 10, hard: 12 }, 'quickly', 'carefully');
    expect(verdictsOf(change)).toEqual(['pass rate: better', 'right queue: better']);
    expect(change.proof.verdict).toMatchObject({ outcome: 'passed', exitCode: 0, headline: '' });
  });

  it('is no evidence when nothing moves', async () => {
    const change = await changeManner({ easy: 10 }, 'quickly', 'carefully');
    expect(verdictsOf(change)).toEqual(['pass rate: no-evidence', 'right queue: no-evidence']);
    expect(change.proof.verdict.exitCode).toBe(0);
  });

  it('is inconclusive for a drop that so few cases cannot show, and says how many could', async () => {
    const text = { easy: 8, hard: 2, gate: 'when_unsure: warn, confirm: 0' };
    const change = await changeManner(text, 'carefully', 'quickly');
    expect(verdictsOf(change)).toEqual(['pass rate: inconclusive', 'right queue: inconclusive']);
    const power = change.proof.evaluation.suites[0]?.comparisons[0]?.power;
    expect(power?.wantedDrop).toBe(0.05);
    expect(power?.casesNeeded).toBeGreaterThan(10);
    expect(change.proof.verdict).toMatchObject({ outcome: 'warned', exitCode: 0 });
    expect(change.comment).toContain('❔ inconclusive');
  });

  it('does not count a drop within max_drop as worse', async () => {
    const text = { easy: 60, hard: 8, gate: 'pass_rate: {max_drop: 0.3}, confirm: 0' };
    const change = await changeManner(text, 'carefully', 'quickly');
    expect(verdictsOf(change)).toEqual(['pass rate: no-evidence', 'right queue: no-evidence']);
    expect(change.proof.verdict.exitCode).toBe(0);
  });

  it('counts the same drop as worse where no drop is allowed', async () => {
    const text = { easy: 60, hard: 8, gate: 'confirm: 0' };
    const change = await changeManner(text, 'carefully', 'quickly');
    expect(verdictsOf(change)).toEqual(['pass rate: worse', 'right queue: worse']);
    expect(change.proof.verdict.exitCode).toBe(1);
  });

  it('adjusts p over every gated comparison of the proof, and shows intervals unadjusted', async () => {
    const text = { easy: 4, hard: 6, gate: 'confirm: 0' };
    const alone = await changeManner(text, 'carefully', 'quickly');
    const more = Object.fromEntries(
      ['second', 'third', 'fourth'].map((name) => [
        `suites/${name}.yaml`,
        suiteYaml({ easy: 5, hard: 5, gate: 'confirm: 0' }),
      ]),
    );
    const base = { ...ticketProject(text), ...more };
    const among = await proveChange({ base, head: { [promptFile]: promptYaml('quickly') } });
    const tickets = among.proof.evaluation.suites.find(({ suite }) => suite === 'tickets');
    const [lonely] = alone.proof.evaluation.suites;
    expect(lonely?.comparisons[0]?.verdict).toBe('worse');
    expect(tickets?.comparisons[0]?.verdict).toBe('inconclusive');
    expect(tickets?.comparisons[0]?.interval).toEqual(lonely?.comparisons[0]?.interval);
    expect(tickets?.comparisons[0]?.adjustedP).toBeGreaterThan(
      lonely?.comparisons[0]?.adjustedP ?? 1,
    );
  });

  it('of a weighted check never blocks', async () => {
    const checks =
      '  - {name: right queue, expected: true, weight: 1}\n  - {name: short, length: {max: 99}}\n';
    const change = await changeManner({ easy: 10, hard: 12, checks }, 'carefully', 'quickly');
    expect(verdictsOf(change)).toEqual([
      'pass rate: no-evidence',
      'right queue: worse',
      'short: no-evidence',
    ]);
    expect(change.proof.verdict).toMatchObject({ outcome: 'warned', exitCode: 0 });
    expect(change.proof.evaluation.suites[0]?.flips).toEqual([]);
  });
});

describe('when_unsure', () => {
  const unsure = (word: string) =>
    changeManner(
      { easy: 8, hard: 2, gate: `when_unsure: ${word}, confirm: 0` },
      'carefully',
      'quickly',
    );

  it('pass says nothing', async () => {
    const { proof } = await unsure('pass');
    expect(proof.findings).toEqual([]);
    expect(proof.verdict.outcome).toBe('passed');
  });

  it('warn lists the drop of the pass rate once', async () => {
    const { proof } = await unsure('warn');
    expect(proof.findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['inconclusive', 'warning'],
    ]);
  });

  it('block blocks', async () => {
    const { proof, comment } = await unsure('block');
    expect(proof.verdict).toMatchObject({ exitCode: 1, headline: '1 regression' });
    expect(comment).toContain('**Must fix**');
    expect(comment).toContain('inconclusive');
  });
});

describe('gate.evaluate', () => {
  const missed = (policy: string, from: string, to: string) => {
    const text = {
      easy: 5,
      hard: 5,
      gate: 'pass_rate: {min: 0.9, max_drop: 1}, confirm: 0',
      policy,
    };
    const base = { ...ticketProject(text), [promptFile]: promptYaml(from) };
    return proveChange({ base, head: { [promptFile]: promptYaml(to) } });
  };

  it('regression blocks a minimum that head newly misses', async () => {
    const { proof } = await missed('', 'carefully', 'quickly');
    expect(proof.findings.map(({ code }) => code)).toEqual(['minimum-missed']);
    expect(proof.verdict.exitCode).toBe(1);
  });

  it('regression lets a minimum pass that base missed as far', async () => {
    const { proof } = await missed('', 'quickly', 'very quickly');
    expect(proof.verdict.exitCode).toBe(0);
  });

  it('regression blocks a minimum that base missed and head misses by more', async () => {
    const { proof } = await missed('', 'quickly', 'carelessly');
    expect(proof.findings.map(({ code }) => code)).toEqual(['minimum-missed']);
  });

  it('absolute blocks a minimum that base missed too', async () => {
    const { proof } = await missed('gate: {evaluate: absolute}', 'quickly', 'very quickly');
    expect(proof.findings.map(({ code }) => code)).toEqual(['minimum-missed']);
    expect(proof.verdict.exitCode).toBe(1);
  });

  it('off never blocks and still shows the numbers', async () => {
    const { proof, comment } = await missed('gate: {evaluate: off}', 'carefully', 'carelessly');
    expect(proof.verdict.exitCode).toBe(0);
    expect(comment).toContain('1.00 | 0.00');
    expect(comment).toContain('not gated: `gate.evaluate` is off');
  });

  it('off draws no flip again, since none could block', async () => {
    const change = (policy: string) =>
      proveChange({
        base: ticketProject({ easy: 4, hard: 8, policy }),
        head: { [promptFile]: promptYaml('quickly') },
      });
    const runsOf = async (policy: string) => (await change(policy)).proof.evaluation.head.runs;
    expect(await runsOf('gate: {evaluate: off}')).toBe(12);
    expect(await runsOf('')).toBe(12 + 8 * 5);
  });
});

it('finds that every suite answers for itself', async () => {
  const base = {
    ...ticketProject({ easy: 10 }),
    'suites/hard-ones.yaml': suiteYaml({ easy: 0, hard: 12 }),
  };
  const { proof } = await proveChange({ base, head: { [promptFile]: promptYaml('quickly') } });
  expect(
    proof.evaluation.suites.map(({ suite, comparisons }) => [suite, comparisons[0]?.verdict]),
  ).toEqual([
    ['hard-ones', 'worse'],
    ['tickets', 'no-evidence'],
  ]);
  expect(proof.findings.every(({ suite }) => suite === 'hard-ones')).toBe(true);
  expect(suiteFile).toBe('suites/tickets.yaml');
});
