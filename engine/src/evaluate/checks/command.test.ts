import { describe, expect, it } from 'vitest';
import type { ProgramCall, ProgramOutcome, Programs } from '../../ports/programs.ts';
import { checkOf } from '../testing/library-in-memory.ts';
import { jsonSubject, resultOf } from '../testing/subject-in-memory.ts';
import type { CheckTools } from './contract.ts';
import { prepareChecks } from './run-checks.ts';

const check = checkOf('command', 'tone', { of: 'output.reply' });
const subject = jsonSubject({ decision: 'refund', reply: 'Dear you' });
const commands = new Map([['tone', { run: ['node', 'checks/tone.mjs'], timeoutMs: 10_000 }]]);

async function judged(outcome: ProgramOutcome | string, more: Partial<CheckTools> = {}) {
  const calls: ProgramCall[] = [];
  const programs: Programs = {
    run: async (call) => {
      calls.push(call);
      return typeof outcome === 'string'
        ? { kind: 'ended', exitCode: 0, stdout: outcome, stderr: '' }
        : outcome;
    },
  };
  const tools: CheckTools = {
    suite: 'support/refund',
    promptTools: [],
    askJudge: () => Promise.reject(new TypeError('a program asks no model')),
    signal: new AbortController().signal,
    commands,
    programs,
    ...more,
  };
  const { results } = await prepareChecks([check], tools).run(subject);
  return { ...results[0], calls };
}

describe('check command', () => {
  it('takes the program’s verdict, score and reason', async () => {
    expect(await judged('{"pass": true}')).toMatchObject({ outcome: 'passed', score: 1 });
    expect(await judged('{"pass": true, "score": 0.9}\n')).toMatchObject({ score: 0.9 });
    const failed = await judged('{"pass": false, "score": 0.2, "reason": "too curt"}');
    expect(failed).toMatchObject({ outcome: 'failed', score: 0.2 });
    expect(failed.reason).toContain('“too curt”');
  });

  it('gives the program one line with case, answer, value and messages', async () => {
    const { calls } = await judged('{"pass": true}');
    const [call] = calls;
    expect(call?.run).toEqual(['node', 'checks/tone.mjs']);
    expect(call?.timeoutMs).toBe(10_000);
    expect(call?.input.split('\n')).toHaveLength(2);
    expect(JSON.parse(call?.input ?? '')).toMatchObject({
      case: { id: 'within-30-days', expected: { decision: 'refund' } },
      answer: { output: { reply: 'Dear you' }, tool_calls: [] },
      value: 'Dear you',
      rendered: [{ role: 'system' }, { role: 'user' }],
      repeat: 0,
    });
  });

  it('is an error when it prints anything else', async () => {
    for (const stdout of [
      '',
      'ok',
      'true',
      '[]',
      '{}',
      '{"pass": "yes"}',
      '{"pass": true, "score": NaN}',
      '{"pass": true, "score": 1e999}',
      '{"pass": true, "score": 7}',
      '{"pass": true, "score": -0.1}',
      '{"pass": true, "reason": 1}',
      '{"pass": true, "passed": true}',
      '{"pass": true}\n{"pass": true}',
    ]) {
      expect(await judged(stdout), stdout).toMatchObject({ outcome: 'error', score: undefined });
    }
  });

  it('is an error when the program fails, is too slow, too loud or not there', async () => {
    const outcomes: ProgramOutcome[] = [
      { kind: 'ended', exitCode: 3, stdout: '{"pass": true}', stderr: 'no dictionary' },
      { kind: 'ended', exitCode: undefined, stdout: '{"pass": true}', stderr: '' },
      { kind: 'too-slow', stderr: '' },
      { kind: 'too-much-output', stderr: 'x' },
      { kind: 'not-started', reason: 'it is not on the PATH' },
    ];
    for (const outcome of outcomes) expect((await judged(outcome)).outcome).toBe('error');
    expect((await judged(outcomes[0] as ProgramOutcome)).reason).toContain('3: no dictionary');
  });

  it('is not executed where the door runs none, or galley.yaml in force names none', async () => {
    const unnamed = await judged('{"pass": true}', { commands: new Map() });
    expect(unnamed).toMatchObject({ outcome: 'not-executed', calls: [] });
    expect(unnamed.reason).toContain('names no command `tone`');
    const doorless = await resultOf(check, subject, undefined, [], { commands });
    expect(doorless).toMatchObject({
      outcome: 'not-executed',
      reason: 'this door runs no programs',
    });
  });
});
