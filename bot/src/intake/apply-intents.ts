import type { Clock } from '@galley/engine/ports';
import type { Tenants } from '../config/tenants.ts';
import type { PullRequestKey, Queue } from '../queue/queue.ts';
import { insertCommand } from '../store/commands.ts';
import type { Queryable } from '../store/database.ts';
import {
  bumpAttempt,
  findByHead,
  listOpenPullRequests,
  setRequestedBy,
  touchPullRequest,
} from '../store/pull-requests.ts';
import { applyInstallation, applyRepositories } from './apply-installation.ts';
import type { Intent, RepositoryFacts } from './intents.ts';
import { knowPlace } from './know-place.ts';
import { lookShare } from './look-share.ts';

/** What applying intents works with besides the transaction. */
export interface IntentPorts {
  readonly queue: Queue;
  readonly clock: Clock;
  /** Nothing is done for repositories that the operator switched off; undefined: none is. */
  readonly tenants?: Tenants;
}

/**
 * Writes down what is to be done, as rows and jobs of one transaction: either all of it is there
 * afterwards or nothing. Doing it twice is doing it once, but for looking once more.
 */
export async function applyIntents(
  sql: Queryable,
  intents: readonly Intent[],
  ports: IntentPorts,
): Promise<void> {
  for (const intent of intents) {
    if (intent.kind === 'installation') await applyInstallation(sql, intent, ports);
    else if (intent.kind === 'repositories') await applyRepositories(sql, intent, ports);
    else await applyAt(sql, intent, ports);
  }
}

type PlacedIntent = Extract<Intent, { readonly at: RepositoryFacts }>;

async function applyAt(sql: Queryable, intent: PlacedIntent, ports: IntentPorts): Promise<void> {
  const { at } = intent;
  const isKnown = await knowPlace(sql, at);
  const policy = ports.tenants?.policyOf(at.owner, at.name, at.accountId);
  if (!isKnown || policy?.isEnabled === false) return;
  const mark = (hint: Partial<Hint> & Pick<Hint, 'number'>) => look(sql, at, hint, ports.queue);
  switch (intent.kind) {
    case 'look':
      await mark(intent);
      if (intent.isRetry) await retry(sql, { ...at, number: intent.number }, intent.sender);
      return;
    case 'command':
      if (await insertCommand(sql, { ...at, ...intent, givenAt: new Date(intent.givenAt) })) {
        await mark(intent);
      }
      return;
    case 'look-at-commit':
      return applyToCommit(sql, intent, { ...ports, mark });
    case 'default-branch-moved':
      return applyToDefaultBranch(sql, intent, { ...ports, mark });
    case 'merge-group':
      return applyToMergeGroup(sql, intent, ports);
  }
}

/** What an event tells of a pull request. */
interface Hint {
  readonly number: number;
  readonly head?: string | undefined;
  readonly isOpen: boolean;
}

async function look(
  sql: Queryable,
  { repositoryId, accountId }: RepositoryFacts,
  { number, head, isOpen = true }: Partial<Hint> & Pick<Hint, 'number'>,
  queue: Queue,
): Promise<void> {
  await touchPullRequest(sql, { repositoryId, number, head, isOpen });
  const share = lookShare({ repositoryId, number, accountId });
  await queue.send('look', { repositoryId, number }, { ...share, within: sql });
}

/** New check runs for the same commit; who wants them pays for them. */
async function retry(sql: Queryable, key: PullRequestKey, sender: string): Promise<void> {
  await bumpAttempt(sql, key);
  await setRequestedBy(sql, key, sender);
}

type Marking = IntentPorts & {
  readonly mark: (hint: { readonly number: number }) => Promise<void>;
};

/** By the newest commit that events told of: what our checks stand on, we have looked at. */
async function applyToCommit(
  sql: Queryable,
  intent: Extract<Intent, { kind: 'look-at-commit' }>,
  { clock, mark }: Marking,
): Promise<void> {
  const { at, head, command, deliveryId, sender, senderId } = intent;
  for (const { number, isOpen } of await findByHead(sql, at.repositoryId, head)) {
    if (!isOpen) continue;
    if (command !== undefined) {
      const id = `action:${deliveryId}:${number}`;
      const given = { text: command, sender, senderId, sha: head, givenAt: new Date(clock.now()) };
      await insertCommand(sql, { id, repositoryId: at.repositoryId, number, ...given });
    }
    await mark({ number });
    if (intent.isRetry) await retry(sql, { ...at, number }, sender);
  }
}

async function applyToDefaultBranch(
  sql: Queryable,
  { at, mayChangePolicy }: Extract<Intent, { kind: 'default-branch-moved' }>,
  { queue, mark }: Marking,
): Promise<void> {
  const { repositoryId } = at;
  const share = { key: String(repositoryId), tenant: String(at.accountId) };
  await queue.send('history', { repositoryId }, { ...share, within: sql });
  if (!mayChangePolicy) return;
  for (const { number } of await listOpenPullRequests(sql, repositoryId)) await mark({ number });
}

async function applyToMergeGroup(
  sql: Queryable,
  { at, number, head, base }: Extract<Intent, { kind: 'merge-group' }>,
  { queue }: IntentPorts,
): Promise<void> {
  if (number === undefined) return;
  const { repositoryId, accountId } = at;
  await look(sql, at, { number }, queue);
  const share = { key: `${repositoryId}:${head}`, tenant: String(accountId) };
  await queue.send('group', { repositoryId, number, head, base }, { ...share, within: sql });
}
