import { describe, expect, it } from 'vitest';
import { createSteeredClock } from '../../models/testing/steered-clock.ts';
import { createMemoryGitHub } from '../testing/memory-github.ts';
import type { CheckReport } from './check-report.ts';
import { cancelledReport, startedReport } from './progress-report.ts';
import { publishCheck } from './publish-check.ts';

const head = '9f2c1ab000000000000000000000000000000000';
const secrets = { values: () => ['correct-horse-battery'] };
const target = {
  owner: 'acme',
  repo: 'prompts',
  pullRequest: 128,
  head,
  self: { login: 'galley[bot]', appId: 7 },
  instance: 'default',
};

function setUp() {
  const github = createMemoryGitHub(head);
  const clock = createSteeredClock();
  const publish = (report: CheckReport, attempt = 1) =>
    publishCheck(github.client, target, report, { clock, secrets, attempt });
  return { github, clock, publish };
}

function reportWith(count: number, change: Partial<CheckReport> = {}): CheckReport {
  return {
    check: 'validate',
    status: 'completed',
    conclusion: 'failure',
    title: `${count} errors`,
    summary: 'Validate',
    annotations: Array.from({ length: count }, (_, index) => ({
      path: 'prompts/refund.yaml',
      start_line: index + 1,
      end_line: index + 1,
      annotation_level: 'failure',
      title: 'galley: input-undeclared',
      message: 'the input `order_idd` is not declared',
    })),
    actions: [],
    ...change,
  };
}

const linesOf = (github: ReturnType<typeof setUp>['github']) =>
  github.checkRuns[0]?.annotations.map(({ start_line }) => start_line);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a check run', () => {
  it('is opened, then completed, under one id', async () => {
    const { github, publish } = setUp();
    await publish(startedReport('validate', 'queued'));
    await publish(startedReport('validate', 'in_progress'));
    expect(await publish(reportWith(2))).toMatchObject({ what: 'updated' });
    expect(github.checkRuns).toHaveLength(1);
    expect(github.checkRuns[0]).toMatchObject({
      name: 'galley / validate',
      external_id: `acme/prompts:128:validate:${head}:1`,
      conclusion: 'failure',
    });
  });

  it('gets its annotations 50 at a time, each once, however often it is published', async () => {
    const { github, publish } = setUp();
    await publish(reportWith(170));
    expect(github.writes).toEqual(['create', 'update', 'update', 'update']);
    expect(linesOf(github)).toEqual(upTo(170));
    expect(await publish(reportWith(170))).toMatchObject({ what: 'unchanged' });
    expect(linesOf(github)).toEqual(upTo(170));
  });

  it('shows no secret', async () => {
    const { github, publish } = setUp();
    const [annotation] = reportWith(1).annotations;
    const annotations = [{ ...annotation, message: 'got correct-horse-battery' }] as never;
    await publish(reportWith(1, { text: 'correct-horse-battery', annotations }));
    expect(github.checkRuns[0]?.output.text).toBe('•••');
    expect(github.checkRuns[0]?.annotations[0]?.message).toBe('got •••');
  });

  it('is another one for another attempt', async () => {
    const { github, publish } = setUp();
    await publish(reportWith(1));
    await publish(reportWith(3), 2);
    expect(github.checkRuns).toHaveLength(2);
  });

  it('is not opened again once it is completed', async () => {
    const { github, publish } = setUp();
    await publish(reportWith(1));
    expect(await publish(startedReport('validate', 'in_progress'))).toMatchObject({
      what: 'unchanged',
    });
    expect(github.checkRuns[0]?.status).toBe('completed');
  });

  it('can be given up, and offers to run again', async () => {
    const { github, publish } = setUp();
    await publish(startedReport('evaluate', 'in_progress'));
    await publish(cancelledReport('evaluate', 'a newer push made this needless'));
    expect(github.checkRuns[0]?.conclusion).toBe('cancelled');
    expect(github.checkRuns[0]?.fields.actions).toEqual([
      expect.objectContaining({ identifier: 'retry' }),
    ]);
  });

  it('that two processes made at once is the newest one, which rules look at', async () => {
    const { github, publish } = setUp();
    await publish(startedReport('gate', 'in_progress'));
    const [run] = github.checkRuns;
    if (run) github.checkRuns.push({ ...run, id: run.id + 50 });
    await publish(cancelledReport('gate', 'the process that did this is gone'));
    expect(github.checkRuns.map(({ status }) => status)).toEqual(['in_progress', 'completed']);
  });

  it('of another App under the same name is not ours', async () => {
    const { github, publish } = setUp();
    await publish(reportWith(1));
    const [run] = github.checkRuns;
    if (run) github.checkRuns[0] = { ...run, app: { id: 8 } };
    expect(await publish(reportWith(1))).toMatchObject({ what: 'created' });
  });
});

describe('a failing GitHub', () => {
  it.each(['before', 'after'] as const)(
    'that breaks off %s creating leaves one run',
    async (when) => {
      const { github, publish } = setUp();
      github.failures.push({ method: 'create', when });
      await publish(reportWith(70));
      expect(github.checkRuns).toHaveLength(1);
      expect(linesOf(github)).toEqual(upTo(70));
    },
  );

  it.each(['before', 'after'] as const)(
    'that breaks off %s adding annotations gets none of them twice',
    async (when) => {
      const { github, publish } = setUp();
      github.failures.push({ method: 'update', when }, { method: 'update', when, status: 502 });
      await publish(reportWith(170));
      expect(linesOf(github)).toEqual(upTo(170));
    },
  );

  it('that fails for good is gone on with at the next call', async () => {
    const { github, publish } = setUp();
    for (let count = 0; count < 3; count += 1) {
      github.failures.push({ method: 'update', when: 'before', status: 500 });
    }
    await expect(publish(reportWith(170))).rejects.toThrow('failed as planned');
    expect(linesOf(github)).toEqual(upTo(50));
    expect(await publish(reportWith(170))).toMatchObject({ what: 'updated' });
    expect(linesOf(github)).toEqual(upTo(170));
  });
});
