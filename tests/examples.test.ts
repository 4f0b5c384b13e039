import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { galley } from './cli/support/fake-door.ts';
import { repositoryRoot } from './support/source-files.ts';

const examples = readdirSync(join(repositoryRoot, 'examples')).filter((name) =>
  existsSync(join(repositoryRoot, 'examples', name, 'galley.yaml')),
);

/** Evaluating nothing passes too, so the size is part of the claim. */
const fewestCases: Readonly<Record<string, number>> = { 'support-desk': 60, 'checks-tour': 8 };

it.each(examples)(
  'example %s validates without a warning and passes its own gates',
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'galley-example-'));
    try {
      cpSync(join(repositoryRoot, 'examples', name), folder, { recursive: true });
      const validation = JSON.parse((await galley(folder, 'validate', '--format', 'json')).stdout);
      expect(validation.problems).toEqual([]);
      expect(validation.files).toBeGreaterThan(0);
      const evaluation = await galley(folder, 'eval', '--when', 'all', '--format', 'json');
      expect(evaluation.exitCode).toBe(0);
      const { summary } = JSON.parse(evaluation.stdout);
      expect(summary).toMatchObject({ errors: 0, notExecuted: 0, requests: 0, costNanoUsd: 0 });
      expect(summary.cases).toBeGreaterThanOrEqual(fewestCases[name] ?? Number.NaN);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

it('the tour shows its two guardrail alerts and a verdict of the query over all answers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'galley-example-'));
  try {
    cpSync(join(repositoryRoot, 'examples', 'checks-tour'), folder, { recursive: true });
    const { suites } = JSON.parse((await galley(folder, 'eval', '--format', 'json')).stdout);
    const [{ alerts, checks }] = suites;
    expect(alerts.map(({ rule }: { rule: string }) => rule)).toEqual(['override', 'prompt-leak']);
    expect(checks.at(-1)).toMatchObject({ key: 'sql', score: 1 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
