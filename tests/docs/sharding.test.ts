import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { measuredFields } from '@galley/engine/evaluate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readContract } from '../cli/support/json-contracts.ts';
import { repositoryRoot } from '../support/source-files.ts';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';

const page = readFileSync(join(repositoryRoot, 'site/docs/sharding.md'), 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, text = '']) => text,
  );

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly needs?: string;
  readonly steps: readonly Step[];
  readonly strategy?: { readonly matrix: { readonly shard: readonly number[] } };
}
const workflow = parse(blocks('yaml')[0] ?? '') as {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
};

let tools: string;
let repository: TemporaryRepository;

beforeAll(() => {
  tools = mkdtempSync(join(tmpdir(), 'galley-tools-'));
  const galley = `exec "${process.execPath}" "${join(repositoryRoot, 'cli/src/main.ts')}" "$@"\n`;
  writeFileSync(join(tools, 'galley'), `#!/bin/sh\n${galley}`);
  // As npx runs it: \`npx --no-install galley …\`.
  writeFileSync(join(tools, 'npx'), `#!/bin/sh\nshift 2\n${galley}`);
  for (const name of ['galley', 'npx']) chmodSync(join(tools, name), 0o755);
  repository = createTemporaryRepository();
  cpSync(join(repositoryRoot, 'examples/support-desk'), repository.folder, {
    recursive: true,
    filter: (path) => !path.includes('.galley'),
  });
  repository.commit('start');
});
afterAll(() => {
  repository.remove();
  rmSync(tools, { recursive: true, force: true });
});

/** Runs a line of the page in the example, in a shell; what it exits with. */
function run(command: string, environment: Readonly<Record<string, string>> = {}): number | null {
  return spawnSync('/bin/sh', ['-ec', command], {
    cwd: repository.folder,
    env: { ...process.env, PATH: `${tools}${delimiter}${process.env.PATH}`, ...environment },
  }).status;
}
const galleyStep = (job: string) =>
  workflow.jobs[job]?.steps.find((step) => step.run?.includes('galley'))?.run ?? '';

describe('the page about large suites', () => {
  it('shows a workflow of least privilege whose merge needs every shard', () => {
    const { evaluate, merge } = workflow.jobs;
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(merge?.needs).toBe('evaluate');
    expect(galleyStep('evaluate')).toContain(`/${evaluate?.strategy?.matrix.shard.length}"`);
    for (const { steps } of Object.values(workflow.jobs)) {
      const used = steps.flatMap(({ uses }) => uses ?? []);
      expect(used.filter((name) => !/^actions\/[a-z-]+@v\d+$/.test(name))).toEqual([]);
      expect(steps.map((step) => step.run)).toContain('npm ci --ignore-scripts');
    }
  });

  it('shows a workflow whose commands work', { timeout: 60_000 }, () => {
    for (const shard of workflow.jobs.evaluate?.strategy?.matrix.shard ?? []) {
      expect(run(galleyStep('evaluate'), { SHARD: String(shard) })).toBe(0);
    }
    const summary = join(repository.folder, 'summary.md');
    expect(run(galleyStep('merge'), { GITHUB_STEP_SUMMARY: summary })).toBe(0);
    expect(readFileSync(summary, 'utf8')).toContain('cases passed');
    expect(readFileSync(join(repository.folder, 'results.xml'), 'utf8')).toContain('<testsuites');
    expect(readFileSync(join(repository.folder, 'report.html'), 'utf8')).toContain('</html>');
  });

  it('shows commands that work, in the order of the page', { timeout: 60_000 }, () => {
    const lines = blocks('sh').flatMap((text) => text.trim().split('\n'));
    expect(lines.length).toBeGreaterThan(5);
    // A part of a suite may miss its gate; nothing may be refused.
    for (const line of lines) expect([line, run(line)]).toEqual([line, expect.toBeOneOf([0, 1])]);
  });

  it('names every field that is measured, as the schema does', () => {
    const [, paragraph = ''] = /x-galley-measured`:\n\n(.*?)\n\n/s.exec(page) ?? [];
    expect([...paragraph.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual([
      ...measuredFields,
    ]);
    const marked = new Set<string>();
    const unmarked = new Set<string>();
    visitProperties(readContract('eval'), (name, schema) => {
      (schema['x-galley-measured'] === true ? marked : unmarked).add(name);
    });
    expect([...marked].sort()).toEqual([...measuredFields].sort());
    expect(measuredFields.filter((name) => unmarked.has(name))).toEqual([]);
  });
});

function visitProperties(
  schema: unknown,
  visit: (name: string, schema: Readonly<Record<string, unknown>>) => void,
): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties') {
      for (const [name, property] of Object.entries(value as object)) visit(name, property);
    }
    visitProperties(value, visit);
  }
}
