import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { FakeApp } from '../tests/fakes/github/scene/make-app.ts';
import { type FakeGitHub, startFakeGitHub } from '../tests/fakes/github/start-fake-github.ts';
import type { Issue, Repository } from '../tests/fakes/github/state/model.ts';

/**
 * Starts a GitHub on the loopback interface, the bot beside it as a process of its own, and the example's
 * repository; opens a pull request, pushes to it, comments on it and closes it, and shows what the bot
 * does. On a terminal, or with `--stay`, it then takes commands.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const say = (text: string) => process.stderr.write(`${text}\n`);

interface World {
  readonly github: FakeGitHub;
  readonly repository: Repository;
  readonly pull: Issue;
  readonly edits: readonly DemoEdit[];
}

/** One change of the demo's branch: `find` stands exactly once in `file`. */
interface DemoEdit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly why: string;
}

const branch = 'edit-prompts';

function filesOf(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = paths.filter(
    (path) => !path.startsWith('.galley') && statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(
    files.map((path) => [
      relative('.', path).split(sep).join('/'),
      readFileSync(join(folder, path), 'utf8'),
    ]),
  );
}

function edited(files: Readonly<Record<string, string>>, edits: readonly DemoEdit[]) {
  const changed: Record<string, string> = {};
  for (const { file, find, replace } of edits) {
    const text = changed[file] ?? files[file] ?? '';
    if (text.split(find).length !== 2)
      throw new Error(`${file} does not hold the demo's line once`);
    changed[file] = text.replace(find, () => replace);
  }
  return changed;
}

async function startBotProcess(github: FakeGitHub, app: FakeApp, folder: string) {
  const bot = spawn(process.execPath, [join(root, 'bot', 'src', 'main.ts'), 'start'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      APP_ID: String(app.id),
      PRIVATE_KEY: app.privateKey,
      WEBHOOK_SECRET: app.webhookSecret,
      GITHUB_API_URL: github.apiUrl,
      GITHUB_SERVER_URL: github.gitUrl,
      PORT: '0',
      GALLEY_DATA: folder,
      GALLEY_QUIET: '1s',
      GALLEY_COMMENT_PAUSE: '1s',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let said = '';
  for await (const piece of bot.stderr) {
    said += piece;
    const url = /listens at (\S+)/.exec(said)?.[1];
    if (url === undefined) continue;
    app.receiveAt(url);
    bot.stderr.resume();
    return bot;
  }
  throw new Error(`the bot did not start:\n${said}`);
}

const commentOf = ({ github, pull }: World) =>
  github.commentsOn(pull).find(({ body }) => body.startsWith('<!-- galley:v1'));

function checksOf({ github, repository, pull }: World): string {
  const sha = pull.pull?.headSha ?? '';
  const newest = new Map(
    github
      .checksAt(repository, sha)
      .map(({ name, status, conclusion }) => [name, conclusion ?? status]),
  );
  return [...newest].map(([name, outcome]) => `  ${name}: ${outcome}`).join('\n');
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 50) {
    if (waited > 60_000) throw new Error(`it never came to this: ${what}`);
    await delay(50);
  }
}

const isDone = (world: World) => /gate: (success|failure)/.test(checksOf(world));

async function play(world: World): Promise<void> {
  const { github, repository, pull, edits } = world;
  say('\nada opens a pull request. The bot comments and makes four checks:\n');
  await until('the gate', () => isDone(world) && commentOf(world) !== undefined);
  process.stdout.write(`${commentOf(world)?.body}\n`);
  say(`${checksOf(world)}\n`);
  say(
    'ada mends the misspelt input and pushes. The comment is edited, the new commit has its own checks:\n',
  );
  const misspelt = edits.filter(({ replace }) => !replace.includes('order_idd'));
  const files = edited(filesOf(join(root, 'examples', 'support-desk')), edits);
  const mended = edited(filesOf(join(root, 'examples', 'support-desk')), misspelt);
  const again = Object.keys(files).filter((file) => mended[file] === undefined);
  const original = filesOf(join(root, 'examples', 'support-desk'));
  github.push(
    repository,
    branch,
    { ...mended, ...Object.fromEntries(again.map((file) => [file, original[file] ?? ''])) },
    { as: 'ada' },
  );
  const before = commentOf(world)?.updatedAt;
  await until('the gate', () => isDone(world));
  await until('the edit', () => commentOf(world)?.updatedAt !== before);
  say(`${commentOf(world)?.body.split('\n').slice(1, 9).join('\n')}\n${checksOf(world)}\n`);
  say('ada asks for help, and mo accepts what is worse:\n');
  await answered(world, '/galley help', 'ada');
  await answered(world, '/galley accept refunds the policy is meant to be shorter', 'mo');
  say('ada closes the pull request; nothing more is said there.');
  github.closePullRequest(pull, { as: 'ada' });
  await github.deliveries.settle();
}

async function answered(world: World, text: string, as: string): Promise<void> {
  const { github, pull } = world;
  const comment = github.comment(pull, text, { as });
  await until('an answer', () => comment.reactions.some(({ content }) => content !== 'eyes'));
  await delay(500);
  say(`${as}: ${text}   [${comment.reactions.map(({ content }) => content).join(', ')}]`);
  const replies = github.commentsOn(pull).filter(({ id }) => id > comment.id);
  for (const { author, body } of replies)
    say(`${author.login}: ${body.replace(/<!--.*?-->\n?/s, '')}`);
}

const usage = `Commands: comment <text> · as <login> <text> · push <file> <text> · draft · ready · close ·
reopen · show · quit. People: ada and ben (write), mo (maintain), zoe (nobody).`;

async function converse(world: World): Promise<void> {
  const { github, repository, pull } = world;
  say(`\n${usage}`);
  const lines = createInterface({ input: process.stdin, output: process.stderr, prompt: '> ' });
  let isClosed = false;
  lines.once('close', () => {
    isClosed = true;
  });
  lines.prompt();
  for await (const line of lines) {
    const [, word = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
    const [, first = '', text = ''] = /^(\S*)\s*([\s\S]*)$/.exec(rest) ?? [];
    if (word === 'quit') return;
    else if (word === 'comment') await answered(world, rest, 'ada').catch(tell);
    else if (word === 'as') await answered(world, text, first).catch(tell);
    else if (word === 'push') {
      github.push(repository, branch, { [first]: text.replaceAll('\\n', '\n') }, { as: 'ada' });
    } else if (word === 'draft') github.convertToDraft(pull, { as: 'ada' });
    else if (word === 'ready') github.markReady(pull, { as: 'ada' });
    else if (word === 'close') github.closePullRequest(pull, { as: 'ada' });
    else if (word === 'reopen') github.reopenPullRequest(pull, { as: 'ada' });
    else if (word === 'show')
      process.stdout.write(`${commentOf(world)?.body}\n${checksOf(world)}\n`);
    else say(usage);
    if (!isClosed) lines.prompt();
  }
}

function tell(error: unknown): void {
  say(error instanceof Error ? error.message : String(error));
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'galley-demo-bot-'));
  const github = await startFakeGitHub();
  github.organization('acme', { members: ['ada', 'ben', 'mo'] });
  const { default_permissions: permissions, default_events: events } = parse(
    readFileSync(join(root, 'bot', 'app.yml'), 'utf8'),
  );
  const app = github.app({ permissions, events, webhookSecret: randomBytes(16).toString('hex') });
  const files = filesOf(join(root, 'examples', 'support-desk'));
  const repository = github.createRepository('acme/prompts', { isPrivate: true, files });
  for (const login of ['ada', 'ben']) github.setPermission(repository, login, 'write');
  github.setPermission(repository, 'mo', 'maintain');
  const bot = await startBotProcess(github, app, folder);
  const ended = once(bot, 'exit');
  try {
    app.install('acme');
    say(
      `A GitHub stands at ${github.apiUrl}, and the bot beside it; acme/prompts holds the example.`,
    );
    const { edits } = parse(
      readFileSync(join(root, 'examples', 'support-desk.demo.yaml'), 'utf8'),
    ) as { edits: DemoEdit[] };
    github.push(repository, branch, edited(files, edits), { as: 'ada' });
    const pull = github.openPullRequest(repository, { head: branch, as: 'ada' });
    const world: World = { github, repository, pull, edits };
    await play(world);
    if (process.stdin.isTTY || process.argv.includes('--stay')) await converse(world);
    github.assertValid();
  } finally {
    bot.kill('SIGTERM');
    await ended;
    await github.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
