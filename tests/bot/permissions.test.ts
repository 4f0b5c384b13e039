import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BotParts } from '../../bot/src/bot-parts.ts';
import { carryOutCommands } from '../../bot/src/commands/carry-out-commands.ts';
import type { Assessment } from '../../bot/src/pull-request/assess.ts';
import { insertCommand } from '../../bot/src/store/commands.ts';
import type { Database } from '../../bot/src/store/database.ts';
import { upsertInstallation } from '../../bot/src/store/installations.ts';
import { migrate } from '../../bot/src/store/migrate.ts';
import { openDatabase } from '../../bot/src/store/open-database.ts';
import { findPullRequest, touchPullRequest } from '../../bot/src/store/pull-requests.ts';
import { upsertRepository } from '../../bot/src/store/repositories.ts';
import { sampleProof } from '../../engine/src/report/testing/sample-proof.ts';
import type { Comment, Issue, Repository } from '../fakes/github/state/model.ts';
import { promptFile, promptYaml, ticketProject } from '../support/ticket-project.ts';
import { openStage, type Stage } from './support/open-stage.ts';

const roles = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;
type Role = (typeof roles)[number];

/** What a command takes where galley.yaml says nothing; what is not said is allowed. */
interface Rule {
  readonly say: string;
  /** The weakest role. */
  readonly from: Role;
  /** The author of the pull request never may. */
  readonly notOwn?: true;
  /** Only for a commit that stood there when the command was written. */
  readonly notMoved?: true;
  /** On a fork: only for an approved commit that stood there when the command was written. */
  readonly approvedFork?: true;
}
const rules: Readonly<Record<string, Rule>> = {
  help: { say: '/galley help', from: 'read' },
  status: { say: '/galley status', from: 'read' },
  validate: { say: '/galley validate', from: 'read' },
  render: { say: '/galley render', from: 'read' },
  evaluate: { say: '/galley evaluate', from: 'write', approvedFork: true },
  cancel: { say: '/galley cancel', from: 'write' },
  approve: { say: '/galley approve', from: 'write', notMoved: true },
  accept: {
    say: '/galley accept escalations we want this',
    from: 'maintain',
    notOwn: true,
    notMoved: true,
  },
  retry: { say: '/galley retry', from: 'write' },
  budget: { say: '/galley budget', from: 'maintain' },
  rollback: { say: '/galley rollback support/refund@4be07d3', from: 'write' },
};

/** What each leaves behind where it is allowed. */
const marks: Readonly<Record<string, string>> = {
  help: 'reaction reply',
  status: 'reaction reply',
  validate: 'reaction retry',
  render: 'reaction retry',
  evaluate: 'reaction request retry',
  cancel: 'cancelled reaction',
  approve: 'approval reaction',
  accept: 'acceptance reaction',
  retry: 'reaction retry',
  budget: 'reaction reply',
  rollback: 'reaction rollback',
};

/** Who may not run the proof again is answered in words, and nothing runs. */
function marksFor({ verb, role }: Situation): string | undefined {
  const mayRetry = roles.indexOf(role) >= roles.indexOf('write');
  return !mayRetry && marks[verb] === 'reaction retry' ? 'reaction reply' : marks[verb];
}

interface Situation {
  readonly verb: string;
  readonly role: Role;
  readonly isOwn: boolean;
  readonly fork: 'no' | 'unapproved' | 'approved';
  readonly isMoved: boolean;
}

function isAllowed({ verb, role, isOwn, fork, isMoved }: Situation): boolean {
  const rule = rules[verb];
  if (rule === undefined || roles.indexOf(role) < roles.indexOf(rule.from)) return false;
  if (rule.notOwn && isOwn) return false;
  if (rule.notMoved && isMoved) return false;
  return !rule.approvedFork || fork === 'no' || (fork === 'approved' && !isMoved);
}

const head = '9f2c1ab'.padEnd(40, '0');
const older = '38a55e1'.padEnd(40, '0');
const proof = { ...sampleProof(), project: '' };
const repositoryId = 90;
const signal = new AbortController().signal;
const patience = 120_000;

describe('the matrix', () => {
  let database: Database;
  let number = 0;
  beforeAll(async () => {
    database = await openDatabase({ kind: 'pglite', folder: undefined });
    await migrate(database);
    await upsertInstallation(database, { installationId: 7, account: 'acme', accountId: 70 });
    const at = { installationId: 7, owner: 'acme', name: 'prompts' };
    await upsertRepository(database, { repositoryId, ...at });
  });
  afterAll(() => database.close());

  /** Has one command carried out on a pull request of its own, and says what became of it. */
  async function carriedOut(
    situation: Situation,
    { sha, ...more }: { readonly requestedBy?: string; readonly sha?: string } = {},
  ) {
    const { verb, role, isOwn, isMoved } = situation;
    number += 1;
    const key = { repositoryId, number };
    await touchPullRequest(database, { ...key, head: isMoved ? older : head, isOpen: true });
    const sender = isOwn ? 'ada' : 'ben';
    const id = `${sha === undefined ? 'comment' : 'action'}:${number}`;
    const text = rules[verb]?.say ?? '';
    const commentId = sha === undefined ? number : undefined;
    const givenAt = new Date();
    const given = { ...key, id, commentId, sender, senderId: number, text, sha, givenAt };
    await insertCommand(database, given);
    await touchPullRequest(database, { ...key, head, isOpen: true });
    const found = await findPullRequest(database, repositoryId, number);
    if (found === undefined) throw new Error('it is there');
    const known = { ...found, ...more };
    await carryOutCommands(partsOf(database, role), assessmentOf(situation, known), signal);
    const [row] = await database.query<{ state: string }>(
      'select state from command where id = $1',
      [id],
    );
    return { state: row?.state, marks: await marksOf(database, number) };
  }

  it.each(Object.keys(rules))('%s', async (verb) => {
    const wrong: unknown[] = [];
    for (const role of roles) {
      for (const isOwn of [false, true]) {
        for (const fork of ['no', 'unapproved', 'approved'] as const) {
          for (const isMoved of [false, true]) {
            const situation = { verb, role, isOwn, fork, isMoved };
            const expected = isAllowed(situation)
              ? { state: 'done', marks: marksFor(situation) }
              : { state: 'refused', marks: 'reaction reply' };
            const outcome = await carriedOut(situation);
            if (JSON.stringify(outcome) !== JSON.stringify(expected)) {
              wrong.push({ situation, expected, outcome });
            }
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('lets whoever asked for a run stop it and run it again, while they can read', async () => {
    const given = { isOwn: false, fork: 'no', isMoved: false } as const;
    for (const verb of Object.keys(rules)) {
      const may = verb === 'cancel' || verb === 'retry' || rules[verb]?.from === 'read';
      const more = { requestedBy: 'ben' };
      const asReader = await carriedOut({ ...given, verb, role: 'read' }, more);
      expect([verb, asReader.state]).toEqual([verb, may ? 'done' : 'refused']);
      expect((await carriedOut({ ...given, verb, role: 'none' }, more)).state).toBe('refused');
    }
  });

  it('lets nobody press a button of another commit, nor without the role', async () => {
    const own = { isOwn: false, fork: 'approved', isMoved: false } as const;
    const elsewhere = '4be07d3'.padEnd(40, '0');
    for (const verb of ['approve', 'evaluate', 'retry']) {
      for (const role of roles) {
        const may = roles.indexOf(role) >= roles.indexOf('write');
        const state = may ? 'done' : 'refused';
        expect((await carriedOut({ ...own, verb, role }, { sha: head })).state).toBe(state);
        const old = await carriedOut({ ...own, verb, role }, { sha: elsewhere });
        expect([verb, role, old]).toEqual([verb, role, { state: 'refused', marks: '' }]);
      }
    }
  });

  it('knows every command there is', async () => {
    const { commandVerbs } = await import('../../engine/src/publish/commands/registry.ts');
    expect(Object.keys(commandVerbs)).toEqual(Object.keys(rules));
  });
});

function partsOf(database: Database, role: Role): BotParts {
  const clock = { now: () => Date.now() };
  const people = { roleOf: async () => role, teamsOf: async () => [] };
  return { database, github: { people }, clock } as unknown as BotParts;
}

function assessmentOf(
  { verb, isOwn, fork, role }: Situation,
  known: Assessment['known'],
): Assessment {
  const documents = [{ kind: 'prompt', id: 'support/refund', file: 'prompts/support/refund.yaml' }];
  const fileAt = (ref: string) => ({
    type: 'file',
    size: 40,
    content: Buffer.from(ref).toString('base64'),
  });
  const rest = {
    repos: { getContent: async ({ ref }: { ref: string }) => ({ data: fileAt(ref) }) },
  };
  return {
    known,
    now: {
      repositoryId,
      number: known.number,
      isOpen: true,
      isDraft: false,
      head,
      isFromFork: fork !== 'no',
      author: { login: 'ada', role: isOwn ? role : 'write' },
      baseRef: 'main',
      baseTip: head,
      mergeBase: head,
    },
    tenant: {},
    access: { owner: 'acme', name: 'prompts', octokit: { rest } },
    checks: {
      projects: verb === 'rollback' ? [{ project: '', summary: { documents } }] : [],
      failure: 'unread',
    },
    settings: {
      permissions: [
        { evaluate: 'write', optimize: 'maintain', accept: 'maintain', forks: 'free-checks' },
      ],
    },
    isHeadApproved: fork === 'approved',
    phase: 'evaluating',
    proofs: [{ ...proof, revisions: { ...proof.revisions, head } }],
  } as unknown as Assessment;
}

/** What a command left in the database. */
async function marksOf(database: Database, number: number): Promise<string> {
  const [known] = await database.query<Record<string, unknown>>(
    'select attempt, request, cancelled_head from pull_request where number = $1',
    [number],
  );
  const kinds = await database.query<{ kind: string }>(
    'select kind from effect where number = $1',
    [number],
  );
  const has = async (table: string) =>
    (await database.query(`select 1 from ${table} where number = $1`, [number])).length > 0;
  const left = [
    ...kinds.map(({ kind }) => kind),
    ...((await has('approval')) ? ['approval'] : []),
    ...((await has('acceptance')) ? ['acceptance'] : []),
    ...(known?.attempt === 1 ? [] : ['retry']),
    ...(known?.request === null ? [] : ['request']),
    ...(known?.cancelled_head === null ? [] : ['cancelled']),
  ];
  return left.sort().join(' ');
}

describe('through the whole bot', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ files: ticketProject({ hard: 4 }), workers: { looks: 4 } });
  });
  afterEach(() => stage.github.assertValid());
  afterAll(() => stage.close());

  function open(branch: string, from: Repository = stage.repository, as = 'ada') {
    const files = { [promptFile]: promptYaml(`quickly (${branch})`) };
    const sha = stage.github.push(from, branch, files, { as });
    return {
      sha,
      pull: stage.github.openPullRequest(stage.repository, { head: branch, from, as }),
    };
  }
  const gateOf = (sha: string) => stage.checks(sha)['galley / gate'];
  const ended = (sha: string) =>
    stage.until(
      'the gate',
      () => /failure|success|action_required/.test(gateOf(sha) ?? ''),
      60_000,
    );
  const answerOf = ({ reactions }: Comment) =>
    reactions.map(({ content }) => content).findLast((content) => content !== 'eyes');
  const answered = (comment: Comment) =>
    stage.until(`an answer to ${comment.body}`, () => answerOf(comment) !== undefined, 60_000);
  const repliesOn = (pull: Issue) =>
    stage.github
      .commentsOn(pull)
      .filter(({ author, body }) => author.login === 'galley[bot]' && / reply=/.test(body));
  const runsAt = (sha: string) =>
    stage.github.checksAt(stage.repository, sha, 'galley / gate').length;

  it(
    'a reader takes up nothing that somebody stopped, and is not who asked for it',
    async () => {
      const { github } = stage;
      const { sha, pull } = open('reading');
      await ended(sha);
      github.setPermission(stage.repository, 'rea', 'read');
      for (const verb of ['validate', 'render', 'retry', 'cancel']) {
        const comment = github.comment(pull, `/galley ${verb}`, { as: 'rea' });
        await answered(comment);
        const isFree = verb === 'validate' || verb === 'render';
        expect([verb, answerOf(comment)]).toEqual([verb, isFree ? 'rocket' : '-1']);
      }
      expect(runsAt(sha)).toBe(1);
    },
    patience,
  );

  it(
    'an edited comment asks for nothing, nor does one of a bot',
    async () => {
      const { github } = stage;
      const { sha, pull } = open('edited');
      await ended(sha);
      const edited = github.comment(pull, 'Looks good.', { as: 'mo' });
      github.editComment(edited, '/galley retry', { as: 'mo' });
      const ofBot = github.comment(pull, '/galley retry', { as: 'renovate[bot]' });
      const asked = github.comment(pull, '/galley status', { as: 'mo' });
      github.editComment(asked, '/galley retry', { as: 'mo' });
      await answered(asked);
      await stage.until('the reply', () => repliesOn(pull).length === 1);
      expect([answerOf(edited), answerOf(ofBot), runsAt(sha)]).toEqual([undefined, undefined, 1]);
    },
    patience,
  );

  it(
    'several at once are each carried out',
    async () => {
      const { github } = stage;
      const { sha, pull } = open('several');
      await ended(sha);
      const comments = ['retry', 'retry', 'validate', 'accept tickets we want this', 'status'].map(
        (verb) => github.comment(pull, `/galley ${verb}`, { as: 'mo' }),
      );
      for (const comment of comments) await answered(comment);
      expect(comments.map(answerOf)).toEqual(Array.from(comments, () => 'rocket'));
      await stage.until('the gate', () => gateOf(sha) === 'success', 60_000);
    },
    patience,
  );

  it(
    'the author accepts nothing, however often',
    async () => {
      const { github } = stage;
      const { sha, pull } = open('own');
      await ended(sha);
      github.setPermission(stage.repository, 'ada', 'admin');
      const own = ['ada', 'Ada'].map((as) =>
        github.comment(pull, '/galley accept tickets we want this', { as }),
      );
      for (const comment of own) await answered(comment);
      github.setPermission(stage.repository, 'ada', 'write');
      expect(own.map(answerOf)).toEqual(['-1', '-1']);
      expect(gateOf(sha)).toBe('failure');
    },
    patience,
  );

  it(
    'a commit that nobody heard of is not approved',
    async () => {
      const { github, repository } = stage;
      const fork = github.fork(repository, 'zoe');
      const { sha, pull } = open('unheard', fork, 'zoe');
      await ended(sha);
      const comment = () => github.comment(pull, '/galley approve', { as: 'ben' });
      github.deliveries.plan('lose', { on: 'pull_request.synchronize' });
      const files = { [promptFile]: promptYaml('carelessly, unseen') };
      const unseen = github.push(fork, 'unheard', files, { as: 'zoe' });
      const first = comment();
      await answered(first);
      expect(answerOf(first)).toBe('-1');
      await stage.until('the reason', () => /newer commit/.test(repliesOn(pull)[0]?.body ?? ''));
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      const again = comment();
      await answered(again);
      expect(answerOf(again)).toBe('rocket');
      expect(unseen).not.toBe(sha);
    },
    patience,
  );

  it(
    'buttons ask for the same permission, and those of old commits do nothing',
    async () => {
      const { github, repository } = stage;
      const { sha, pull } = open('buttons');
      await ended(sha);
      const [run] = github.checksAt(repository, sha, 'galley / evaluate');
      if (run === undefined) throw new Error('there is a check');
      const settled = async () => {
        await github.deliveries.settle();
        const status = github.comment(pull, '/galley status', { as: 'mo' });
        await answered(status);
      };
      for (const as of ['zoe', 'galley-bot']) {
        for (const identifier of ['retry', 'evaluate_all']) github.press(run, identifier, { as });
      }
      await settled();
      expect(runsAt(sha)).toBe(1);
      const next = github.push(
        repository,
        'buttons',
        { [promptFile]: promptYaml('carelessly, next') },
        { as: 'ada' },
      );
      await ended(next);
      github.press(run, 'evaluate_all', { as: 'mo' });
      await settled();
      expect([runsAt(sha), runsAt(next)]).toEqual([1, 1]);
    },
    patience,
  );

  it(
    '500 commands of a stranger get few answers and keep nobody waiting',
    async () => {
      const { github } = stage;
      const noisy = open('noisy');
      const calm = open('calm');
      await Promise.all([ended(noisy.sha), ended(calm.sha)]);
      const flood = Array.from({ length: 500 }, () =>
        github.comment(noisy.pull, '/galley evaluate all', { as: 'eve' }),
      );
      const asked = github.comment(calm.pull, '/galley status', { as: 'ben' });
      await answered(asked);
      const own = github.comment(noisy.pull, '/galley status', { as: 'ben' });
      await answered(own);
      await stage.until('silence', () => flood.some((comment) => answerOf(comment) === '-1'));
      expect(flood.filter((comment) => answerOf(comment) !== undefined).length).toBeLessThanOrEqual(
        20,
      );
      expect(repliesOn(noisy.pull).length).toBeLessThanOrEqual(3);
      expect(runsAt(noisy.sha)).toBe(1);
    },
    patience,
  );
});
