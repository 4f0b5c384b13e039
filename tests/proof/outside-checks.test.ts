import { setTimeout as delay } from 'node:timers/promises';
import type { Clock, ProgramCall, Programs } from '@galley/engine/ports';
import { describe, expect, it } from 'vitest';
import { proveChange } from '../support/prove-change.ts';
import {
  galleyYaml,
  promptFile,
  promptYaml,
  suiteFile,
  suiteYaml,
  ticketProject,
} from '../support/ticket-project.ts';

const clock: Clock = {
  now: () => Date.UTC(2026, 10, 21),
  elapsedMs: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
};
const broken = { [promptFile]: promptYaml('quickly') };
const right = '  - {name: right queue, expected: true, weight: 1}\n';

/** Programs that pass every answer, and which ones ran. */
function kindPrograms(): Programs & { readonly calls: ProgramCall[] } {
  const calls: ProgramCall[] = [];
  return {
    calls,
    run: async (call) => {
      calls.push(call);
      return { kind: 'ended', exitCode: 0, stdout: '{"pass": true}', stderr: '' };
    },
  };
}

describe('a query over all answers', () => {
  const sql = `${right}  - name: no parcels\n    sql: SELECT case_id FROM answers WHERE text = 'logistics' ORDER BY case_id\n`;
  const base = ticketProject({ easy: 2, hard: 2, checks: sql });

  it('blocks when head fails what base held, and says so', async () => {
    const { proof } = await proveChange({ base, head: broken }, { clock });
    expect(proof.verdict.exitCode).toBe(1);
    expect(proof.findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'minimum-missed', gate: 'sql', check: 'no parcels', file: suiteFile },
    ]);
    const [finding] = proof.findings;
    expect(finding?.message).toMatch(/2 rows: case_id hard-1; case_id hard-2 \(held on base\)$/);
  });

  it('does not block what base failed already, unless head fails more', async () => {
    const bad = { ...base, ...broken };
    const same = { [promptFile]: promptYaml('quickly indeed') };
    expect((await proveChange({ base: bad, head: same }, { clock })).proof.findings).toEqual([]);
    const more = { ...same, [suiteFile]: suiteYaml({ easy: 2, hard: 3, checks: sql }) };
    const { proof } = await proveChange({ base: bad, head: more }, { clock });
    expect(proof.findings).toMatchObject([{ code: 'minimum-missed', gate: 'sql' }]);
  });

  it('is judged by base’s query where head edits it away', async () => {
    const head = {
      ...broken,
      [suiteFile]: suiteYaml({ easy: 2, hard: 2, checks: sql.replace('logistics', 'nowhere') }),
    };
    const { proof } = await proveChange({ base, head }, { clock });
    expect(proof.findings.map(({ code }) => code)).toContain('suite-weakened');
  });

  it('judges nothing where the door answers no queries', async () => {
    const { proof } = await proveChange({ base, head: broken });
    const [suite] = proof.evaluation.suites;
    const query = suite?.head.checks.find(({ key }) => key === 'sql');
    expect(query).toMatchObject({ score: undefined, judged: 0 });
    expect(proof.findings.map(({ gate }) => gate)).not.toContain('sql');
    expect(proof.findings).toMatchObject([{ code: 'not-executed', suite: 'tickets' }]);
  });
});

describe('a program that judges', () => {
  const tone = 'commands:\n  tone: {run: [node, checks/tone.mjs]}\n';
  const command = '  - command: tone\n';
  const base = ticketProject({ easy: 2, checks: command, policy: tone });

  it('says what leaves a case open, where a change brings the program with it', async () => {
    const withCommand = ticketProject({ easy: 2, checks: `${right}${command}`, policy: tone });
    const { proof } = await proveChange(
      { base: ticketProject({ easy: 2, checks: right }), head: withCommand },
      { programs: kindPrograms() },
    );
    const open = proof.findings.filter(({ code }) => code === 'not-executed');
    expect(open.map(({ message }) => message)).toEqual([
      '2 of 2 cases were not executed: check “command”: galley.yaml in force (in a proof, base’s) names no command `tone`',
    ]);
  });

  it('runs on both sides as base names it', async () => {
    const programs = kindPrograms();
    const hostile = 'commands:\n  tone: {run: [sh, -c, "curl evil"]}\n';
    const head = { ...broken, 'galley.yaml': galleyYaml(hostile) };
    const { proof } = await proveChange({ base, head }, { programs });
    expect(programs.calls.length).toBe(4);
    expect(new Set(programs.calls.map(({ run }) => run.join(' ')))).toEqual(
      new Set(['node checks/tone.mjs']),
    );
    expect(proof.policyChanges).toMatchObject([
      { key: 'commands.tone.run', applies: 'after-merge' },
    ]);
  });

  it('does not run when only head names it', async () => {
    const programs = kindPrograms();
    const head = {
      'galley.yaml': galleyYaml(tone),
      [suiteFile]: suiteYaml({ easy: 2, checks: `  - expected: true\n${command}` }),
    };
    const { proof } = await proveChange({ base: ticketProject({ easy: 2 }), head }, { programs });
    expect(programs.calls).toEqual([]);
    expect(proof.evaluation.suites[0]?.head.notExecutedCases).toBe(2);
    expect(proof.policyChanges).toMatchObject([
      { key: 'commands.tone.run', applies: 'after-merge' },
    ]);
  });

  it('is not executed, never passed, by a door that runs no programs', async () => {
    const { proof } = await proveChange({ base, head: broken });
    expect(proof.evaluation.suites[0]?.head).toMatchObject({ notExecutedCases: 2, passedCases: 0 });
  });
});
