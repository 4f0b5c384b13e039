import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryRoot } from './support/source-files.ts';

it('the demo ends well, shows the comment and says what to try next', () => {
  const demo = spawnSync(process.execPath, [join(repositoryRoot, 'scripts', 'demo.ts')], {
    encoding: 'utf8',
  });
  expect(demo.stderr).toContain('Try next:');
  expect(demo.status).toBe(0);
  const lines = demo.stdout.split('\n');
  expect(lines[0]).toMatch(/^### ❌ Galley: 1 problem, 3 regressions/);
  expect(demo.stdout).toContain('`prompts/support/follow-up.yaml:22:26`');
  expect(demo.stdout).toContain(
    '| `triage` · `triage/classify` (`default-chat`) | right queue | 0.79 | 0.96 |',
  );
  expect(demo.stdout).toContain('`replies: support/follow-up` not judged');
});
