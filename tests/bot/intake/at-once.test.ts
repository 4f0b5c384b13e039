import { createHmac, randomUUID } from 'node:crypto';
import { systemClock } from '@galley/engine/system';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openIntake, type SignedWebhook } from '../../../bot/src/intake/take-delivery.ts';
import { openQueue } from '../../../bot/src/queue/open-queue.ts';
import type { Queue } from '../../../bot/src/queue/queue.ts';
import { migrate } from '../../../bot/src/store/migrate.ts';
import { findPullRequest, listOpenPullRequests } from '../../../bot/src/store/pull-requests.ts';
import { readExamples } from '../../fakes/github/webhooks/build-payload.ts';
import { onBothDatabases } from '../on-both-databases.ts';

type Payload = Record<string, unknown>;

const examples = readExamples();
const appId = 1;
const repositoryId = 42;
const place = {
  installation: { id: 7, account: { login: 'acme', id: 8 } },
  repository: {
    id: repositoryId,
    name: 'prompts',
    full_name: 'acme/prompts',
    default_branch: 'main',
    owner: { login: 'acme', id: 8 },
  },
};

onBothDatabases((get) => {
  let queue: Queue;
  let take: ReturnType<typeof openIntake>;

  beforeAll(async () => {
    const { database } = get();
    await migrate(database);
    queue = openQueue(database, { onError: () => undefined });
    await queue.start();
    take = openIntake({ database, queue, clock: systemClock(), appId });
  });
  beforeEach(async () => {
    const tables = ['delivery', 'installation', 'repository', 'pull_request', 'command'];
    await get().database.query(`truncate ${tables.join(', ')}`);
  });
  afterAll(() => queue.stop({ graceMs: 0 }));

  it('takes whatever comes at once, twice and in any order, and loses nothing', async () => {
    const webhooks = [1, 2, 3, 4, 5].flatMap((number) => [
      pullRequest(number, 'opened', number),
      pullRequest(number, 'synchronize', number + 10),
      comment(number),
      push(['galley.yaml']),
    ]);
    const mixed = [...webhooks, ...webhooks].sort((one, other) =>
      orderOf(one) < orderOf(other) ? -1 : 1,
    );
    const taken = await Promise.all(mixed.map((webhook) => take(webhook)));
    expect(taken.filter(({ kind }) => kind === 'taken')).toHaveLength(webhooks.length);
    expect(taken.filter(({ kind }) => kind === 'duplicate')).toHaveLength(webhooks.length);
    const { database } = get();
    expect(await listOpenPullRequests(database, repositoryId)).toHaveLength(5);
    expect(await database.query('select id from command')).toHaveLength(5);
    const depth = await queue.depth();
    expect([depth.look.waiting, depth.history.waiting]).toEqual([5, 1]);
  });

  it('leaves no trace of a delivery that fails in the middle', async () => {
    const { database } = get();
    const before = await queue.depth();
    const failing = openIntake({
      database,
      queue: {
        ...queue,
        async send(kind, data, options) {
          await queue.send(kind, data, options);
          throw new Error('the connection broke');
        },
      },
      clock: systemClock(),
      appId,
    });
    const webhook = pullRequest(77, 'opened', 1);
    await expect(failing(webhook)).rejects.toThrow('the connection broke');
    expect(await database.query('select * from delivery')).toEqual([]);
    expect(await findPullRequest(database, repositoryId, 77)).toBeUndefined();
    expect(await queue.depth()).toEqual(before);
    expect(await take(webhook)).toEqual({ kind: 'taken' });
    expect(await findPullRequest(database, repositoryId, 77)).toMatchObject({ generation: 1 });
  });

  it('keeps text that no database takes', async () => {
    const webhook = comment(3, '/galley status \0 \ud800');
    expect(await take(webhook)).toEqual({ kind: 'taken' });
  });
});

function pullRequest(number: number, action: string, commit: number): SignedWebhook {
  const example = examples['pull_request.opened'] as { pull_request: Payload };
  const head = { sha: commit.toString(16).padStart(40, '0') };
  const pull_request = { ...example.pull_request, number, state: 'open', head };
  return webhookOf('pull_request', { ...example, action, pull_request });
}

function comment(number: number, body = '/galley status'): SignedWebhook {
  const example = examples['issue_comment.created'] as { issue: Payload; comment: Payload };
  const issue = { ...example.issue, number, pull_request: {} };
  const id = Number.parseInt(
    createHmac('md5', body).update(`${number}`).digest('hex').slice(0, 8),
    16,
  );
  return webhookOf('issue_comment', {
    ...example,
    issue,
    comment: { ...example.comment, id, body },
  });
}

function push(modified: readonly string[]): SignedWebhook {
  const commits = [{ added: [], removed: [], modified }];
  return webhookOf('push', {
    ref: 'refs/heads/main',
    after: 'a'.repeat(40),
    deleted: false,
    forced: false,
    commits,
  });
}

function webhookOf(event: string, payload: Payload): SignedWebhook {
  return { event, deliveryId: randomUUID(), payload: { ...payload, ...place } };
}

/** A fixed disorder. */
function orderOf({ event, payload }: SignedWebhook): string {
  const { number } = ((payload as Payload).pull_request ?? { number: 0 }) as { number: number };
  return createHmac('md5', 'disorder').update(`${event}${number}`).digest('hex');
}
