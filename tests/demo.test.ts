import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { repositoryRoot } from './support/source-files.ts';

function runDemo() {
  return spawnSync(process.execPath, [join(repositoryRoot, 'scripts', 'demo.ts')], {
    encoding: 'utf8',
  });
}

let demo: ReturnType<typeof runDemo>;

beforeAll(() => {
  demo = runDemo();
});

it('the demo ends well, shows the comment and says what to try next', () => {
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

it('the demo shows what got better above the folds, and each equal hunk once', () => {
  const [head = ''] = demo.stdout.split('<details>');
  expect(head).toContain('**Better:** `triage/classify` right queue 0.79 → 0.96');
  expect(demo.stdout).toContain('Case `R-1001` (same in 51 of 51 cases):');
  expect(demo.stdout).not.toContain('Case `R-1002`');
});

it('a prompt that must be fixed for confirmed flips is no warning as well', () => {
  expect(demo.stdout).toContain('- `knowledge/answer`: 3 cases that passed on base fail');
  expect(demo.stdout).not.toContain('whether the pass rate changed is inconclusive');
});

it('the README shows the comment that the demo prints', () => {
  const printed = demo.stdout.split('\n').map(withoutCommits);
  const shown = readmeSample();
  const rows = shown.filter((line) => /^\| \S+ (Validate|Render|Evaluate|Cost) \|/.test(line));
  expect(rows).toEqual(
    printed.filter((line) => /^\| \S+ (Validate|Render|Evaluate|Cost) \|/.test(line)),
  );
  expect(rows).toHaveLength(4);
  const strange = shown.filter((line) => !printed.some((other) => isShortened(line, other)));
  expect(strange).toEqual([]);
});

/** The quoted lines of the README's section “The comment”. */
function readmeSample(): string[] {
  const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8');
  const [, section = ''] = readme.split('\n## The comment\n');
  const [sample = ''] = section.split('\n## ');
  const quoted = sample.split('\n').filter((line) => line.startsWith('>'));
  return quoted.map((line) => withoutCommits(line.replace(/^> ?/, '')));
}

/** Commits are made anew by each demo. */
function withoutCommits(line: string): string {
  return line.startsWith('###') ? line.replace(/\b[0-9a-f]{7}\b/g, 'commit') : line;
}

/** True when `line` is `whole` but for what its `…` stand for. */
function isShortened(line: string, whole: string): boolean {
  const [first = '', ...others] = line.split('…');
  const last = others.pop();
  if (last === undefined) return first === whole;
  let at = first.length;
  for (const piece of others) {
    const found = whole.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return whole.startsWith(first) && whole.endsWith(last) && whole.length - last.length >= at;
}
