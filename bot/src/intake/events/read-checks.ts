import { commandOfAction } from '@galley/engine/publish';
import type { EventReader } from '../event-reader.ts';
import type { Intent } from '../intents.ts';
import type { Fields } from '../read-fields.ts';
import { readAccount, readCommit, readPlace } from '../read-place.ts';

/** Somebody pressed "Re-run" or one of our buttons on one of our check runs. */
export const readCheckRun: EventReader = (payload, delivery) => {
  const action = payload.text('action');
  if (action !== 'rerequested' && action !== 'requested_action') return [];
  const run = payload.fields('check_run');
  if (run.optional('app')?.number('id') !== delivery.appId) return [];
  const own = numberOf(run);
  const about = { head: readCommit(run, 'head_sha'), numbers: own ?? numbersOf(run, payload) };
  if (action === 'rerequested') return readRetry(payload, about, delivery.deliveryId);
  const command = commandOfAction(payload.fields('requested_action').text('identifier'));
  if (command === undefined) return [];
  const at = readPlace(payload);
  const { login, id } = readAccount(payload.fields('sender'));
  const presser = { sender: login, senderId: id };
  const { head } = about;
  const [number, ...others] = about.numbers;
  if (number === undefined || others.length > 0) {
    const { deliveryId } = delivery;
    return [{ kind: 'look-at-commit', at, head, isRetry: false, command, ...presser, deliveryId }];
  }
  return [
    {
      kind: 'command',
      at,
      id: `action:${delivery.deliveryId}`,
      number,
      ...presser,
      text: command,
      sha: head,
      givenAt: delivery.receivedAt.toISOString(),
    },
  ];
};

/** Somebody pressed "Re-run all checks". */
export const readCheckSuite: EventReader = (payload, delivery) => {
  if (payload.text('action') !== 'rerequested') return [];
  const suite = payload.fields('check_suite');
  if (suite.optional('app')?.number('id') !== delivery.appId) return [];
  const about = { head: readCommit(suite, 'head_sha'), numbers: numbersOf(suite, payload) };
  return readRetry(payload, about, delivery.deliveryId);
};

function readRetry(
  payload: Fields,
  { head, numbers }: { readonly head: string; readonly numbers: readonly number[] },
  deliveryId: string,
): readonly Intent[] {
  const at = readPlace(payload);
  const { login: sender, id: senderId } = readAccount(payload.fields('sender'));
  if (numbers.length === 0) {
    return [{ kind: 'look-at-commit', at, head, isRetry: true, sender, senderId, deliveryId }];
  }
  return numbers.map((number) => ({
    kind: 'look',
    at,
    number,
    isOpen: true,
    isRetry: true,
    sender,
  }));
}

/** Our check runs name their pull request, as GitHub does not for a fork: `acme/prompts:128:galley / gate:…`. */
function numberOf(run: Fields): readonly number[] | undefined {
  if (!run.has('external_id')) return undefined;
  const [, digits] = /^[^:]+\/[^:]+:([1-9]\d{0,8}):/.exec(run.text('external_id')) ?? [];
  return digits === undefined ? undefined : [Number(digits)];
}

/** Pull requests into this repository; a commit can also be the head of one into another. */
function numbersOf(check: Fields, payload: Fields): readonly number[] {
  if (!check.has('pull_requests')) return [];
  const repositoryId = payload.fields('repository').number('id');
  return check
    .list('pull_requests')
    .filter((pull) => pull.fields('base').fields('repo').number('id') === repositoryId)
    .map((pull) => pull.number('number'));
}
