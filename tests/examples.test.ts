import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { galley } from './cli/support/fake-door.ts';
import { repositoryRoot } from './support/source-files.ts';

const examples = readdirSync(join(repositoryRoot, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

it.each(examples)(
  'example %s validates without a warning and passes its own gates',
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'galley-example-'));
    try {
      cpSync(join(repositoryRoot, 'examples', name), folder, { recursive: true });
      const validation = JSON.parse((await galley(folder, 'validate', '--format', 'json')).stdout);
      expect(validation.problems).toEqual([]);
      expect(validation.files).toBeGreaterThan(0);
      const evaluation = await galley(folder, 'eval', '--format', 'json');
      expect(evaluation.exitCode).toBe(0);
      const { summary } = JSON.parse(evaluation.stdout);
      expect(summary).toMatchObject({ errors: 0, notExecuted: 0, requests: 0, costNanoUsd: 0 });
      expect(summary.cases).toBeGreaterThanOrEqual(60);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
