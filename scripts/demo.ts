import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** One change of the demo's branch: `find` stands exactly once in `file`. */
interface DemoEdit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly why: string;
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** The branch misspells an input on purpose, so its proof must end with "invalid documents". */
const expectedExitCode = 2;

const say = (text: string) => process.stderr.write(`${text}\n`);

function git(folder: string, ...words: string[]): void {
  const identity = ['-c', 'user.name=Galley demo', '-c', 'user.email=demo@example.com'];
  const settings = [...identity, '-c', 'commit.gpgsign=false', '-c', 'core.hooksPath=/dev/null'];
  const { status, stderr, error } = spawnSync('git', [...settings, ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (error !== undefined) throw new Error(`git cannot be started: ${error.message}`);
  if (status !== 0) throw new Error(`git ${words[0]} failed: ${stderr.trim()}`);
}

function applyEdit(folder: string, { file, find, replace }: DemoEdit): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(find).length !== 2) throw new Error(`${file} does not hold the demo's line once`);
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
}

function main(): number {
  const folder = mkdtempSync(join(tmpdir(), 'galley-demo-'));
  cpSync(join(root, 'examples', 'support-desk'), folder, { recursive: true });
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message=Prompts of the support desk');
  git(folder, 'switch', '--quiet', '--create=edit-prompts');
  const { edits } = parse(
    readFileSync(join(root, 'examples', 'support-desk.demo.yaml'), 'utf8'),
  ) as { edits: DemoEdit[] };
  for (const edit of edits) applyEdit(folder, edit);
  git(folder, 'commit', '--quiet', '--all', '--message=Edit three prompts');

  say('A support desk keeps its prompts in Git. The branch `edit-prompts` makes these changes:');
  for (const { file, why } of edits) say(`  ${file}: ${why}`);
  say('\nThis is the comment that `galley proof --base main` writes on its pull request:\n');

  const galley = join(root, 'cli', 'src', 'main.ts');
  const comment = join(folder, '.galley', 'comment.md');
  const proof = spawnSync(
    process.execPath,
    [
      galley,
      'proof',
      '-C',
      folder,
      '--base',
      'main',
      '--head',
      'edit-prompts',
      '--format',
      'markdown',
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 16 * 1024 * 1024 },
  );
  process.stdout.write(proof.stdout);
  if (proof.status !== expectedExitCode) {
    say(`\nThe proof exited with ${proof.status}; the demo expects ${expectedExitCode}.`);
    return 1;
  }
  mkdirSync(dirname(comment), { recursive: true });
  writeFileSync(comment, proof.stdout);
  const run = `npm run --silent galley -- -C ${folder}`;
  say(`\nThe proof exited with ${proof.status}, as planned: an undeclared input blocks the merge.`);
  say(`The comment is in ${comment}\n\nTry next:`);
  say(`  ${run} diff main          what changed, rendered`);
  say(`  ${run} eval triage        one suite on the branch`);
  say(`  edit ${join(folder, 'prompts', 'support', 'follow-up.yaml')}: order_idd → order_id, then`);
  say(`  ${run} proof --base main`);
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  say(`demo: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
