import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../../bot/src/store/database.ts';
import { openDatabase } from '../../../bot/src/store/open-database.ts';
import { type FakeGitHub, startFakeGitHub } from '../../fakes/github/start-fake-github.ts';
import type { Comment, Issue, Repository } from '../../fakes/github/state/model.ts';
import { type ChatServer, startChatServer } from '../../support/chat-server.ts';
import { type BotProcess, startBotProcess, writeBotFolder } from './bot-process.ts';
import { appOptions } from './open-stage.ts';
import { paidProject, ticketAnswer } from './paid-project.ts';

/** What one answer of the model costs: 10 tokens in and 5 out. */
export const callNanoUsd = 10 * 1_500 + 5 * 6_000;

/** A GitHub, a model, and a bot that may be killed at any moment. */
export interface CrashStage {
  readonly github: FakeGitHub;
  readonly repository: Repository;
  readonly model: ChatServer;
  /** Looks into the bot's database, where that is PostgreSQL. */
  readonly database: Database | undefined;
  /** How often a bot was killed. */
  kills(): number;
  /** Kills the first bot at once and starts it again; false while it is not there. */
  crash(): boolean;
  /** Runs after every start of the first bot, before anything else reaches it. */
  onStart(then: (() => void) | undefined): void;
  /** Runs at every call of the model, with its number from 1. */
  onCall(then: ((number: number) => void) | undefined): void;
  /** Starts a replica. */
  startReplica(worker: string): Promise<BotProcess>;
  /** Kills the first bot for good; another one, under this name, takes its place. */
  lose(replica: string): Promise<void>;
  /** SIGTERM for the first bot, and its exit code; it is not started again. */
  end(): Promise<number | null>;
  start(): Promise<void>;
  /** Waits until it holds and the first bot works. @throws with what was logged when it takes 150 seconds */
  until(what: string, holds: () => boolean | Promise<boolean>): Promise<void>;
  /** Comments of the bot: the proof's, and the answers to commands. */
  comments(pull: Issue): {
    readonly proof: readonly Comment[];
    readonly answers: readonly Comment[];
  };
  /** `name: conclusion` of every check run of a commit, sorted. */
  checks(sha: string): readonly string[];
  close(): Promise<void>;
}

export interface CrashStageOptions {
  /** PostgreSQL; default an embedded database. */
  readonly databaseUrl?: string | undefined;
  /** More of galley.yaml. */
  readonly policy?: string;
  /** Milliseconds before each answer of the model; default 15. */
  readonly delayMs?: number;
}

/** Opens the stage; the bot works when this resolves. */
export async function openCrashStage(options: CrashStageOptions): Promise<CrashStage> {
  const { databaseUrl, policy = '', delayMs = 15 } = options;
  const folder = mkdtempSync(join(tmpdir(), 'galley-crash-'));
  let calls = 0;
  let called: ((number: number) => void) | undefined;
  const model = await startChatServer({
    delayMs,
    usage: { prompt_tokens: 10, completion_tokens: 5 },
    answer: (request) => {
      calls += 1;
      called?.(calls);
      return ticketAnswer(request);
    },
  });
  const github = await startFakeGitHub();
  github.organization('acme', { members: ['ada', 'mo'] });
  const app = github.app({ ...appOptions, webhookSecret: 'a secret of webhooks' });
  const files = paidProject(model, { hard: 10, policy });
  const repository = github.createRepository('acme/prompts', { isPrivate: true, files });
  github.setPermission(repository, 'ada', 'write');
  app.install('acme');
  writeBotFolder(folder, {
    host: model.host,
    secrets: { HOUSE_KEY: 'key-of-the-house', 'HOUSE_KEY.hosts': `${model.host}\n` },
  });
  const database = databaseUrl && (await openDatabase({ kind: 'postgresql', url: databaseUrl }));
  const world = { github, app, folder, databaseUrl };
  const replicas: BotProcess[] = [];
  const logs: string[] = [];
  let bot: BotProcess | undefined;
  let starting: Promise<void> | undefined;
  let started: (() => void) | undefined;
  let kills = 0;
  let failure: unknown;

  async function start(worker = 'bot-1'): Promise<void> {
    bot = await startBotProcess({ ...world, worker });
    started?.();
    app.receiveAt(bot.url);
  }

  async function startAfter(killed: BotProcess): Promise<void> {
    await killed.ended;
    logs.push(killed.log(), '--- killed ---\n');
    await start();
  }

  const ownComments = (pull: Issue) =>
    github.commentsOn(pull).filter(({ author }) => author.login === 'galley[bot]');

  await start();
  return {
    github,
    repository,
    model,
    database: database || undefined,
    kills: () => kills,
    crash() {
      if (bot === undefined) return false;
      bot.kill();
      kills += 1;
      starting = startAfter(bot).catch((error: unknown) => {
        failure = error;
      });
      bot = undefined;
      return true;
    },
    onStart: (then) => {
      started = then;
    },
    onCall: (then) => {
      called = then;
    },
    async startReplica(worker) {
      const replica = await startBotProcess({ ...world, worker });
      replicas.push(replica);
      return replica;
    },
    async lose(replica) {
      const lost = bot;
      bot = undefined;
      kills += 1;
      lost?.kill();
      logs.push(lost?.log() ?? '');
      await start(replica);
    },
    async end() {
      await starting;
      const ending = bot;
      bot = undefined;
      ending?.end();
      const code = (await ending?.ended) ?? null;
      logs.push(ending?.log() ?? '');
      return code;
    },
    start: () => start(),
    async until(what, holds) {
      const deadline = Date.now() + 150_000;
      while (bot === undefined || !(await holds())) {
        if (failure !== undefined) throw failure;
        if (Date.now() > deadline) {
          const log = [...logs, bot?.log() ?? ''].join('').split('\n').slice(-60).join('\n');
          throw new Error(`it never came to this: ${what}\n${log}`);
        }
        await delay(20);
      }
    },
    comments: (pull) => ({
      proof: ownComments(pull).filter(({ body }) => /^<!-- galley:v1[^>]* rev=/.test(body)),
      answers: ownComments(pull).filter(({ body }) => /^<!-- galley:v1[^>]* reply=/.test(body)),
    }),
    checks: (sha) =>
      github
        .checksAt(repository, sha)
        .map(({ name, status, conclusion }) => `${name}: ${conclusion ?? status}`)
        .sort(),
    async close() {
      await starting;
      for (const each of [bot, ...replicas]) each?.kill();
      await Promise.all([bot, ...replicas].map((each) => each?.ended));
      if (database) await database.close();
      await github.close();
      await model.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
