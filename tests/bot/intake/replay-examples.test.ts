import { describe, expect, it } from 'vitest';
import { intentsOf } from '../../../bot/src/intake/intents-of.ts';
import { readExamples } from '../../fakes/github/webhooks/build-payload.ts';

type Payload = Record<string, unknown>;

const examples = readExamples();
const installation = { id: 7, account: { login: 'acme', id: 8 } };
/** GitHub's examples come from webhooks of repositories, too: ours come by an installation. */
const payloads = Object.entries(examples).map(([name, example]): [string, Payload] => [
  name,
  'installation' in example ? example : { ...example, installation },
]);

describe('GitHub’s own examples', () => {
  it.each([
    ['check_run.rerequested', ['look-at-commit']],
    ['check_run.requested_action', []],
    ['check_suite.rerequested', ['look']],
    ['installation.created', ['installation', 'repositories']],
    ['installation.deleted', ['installation']],
    ['installation.suspend', ['installation']],
    ['installation.unsuspend', ['installation']],
    ['installation_repositories.added', ['repositories']],
    ['installation_repositories.removed', ['repositories']],
    ['issue_comment.created', []],
    ['issue_comment.edited', []],
    ['merge_group.checks_requested', ['merge-group']],
    ['ping.', []],
    ['pull_request.closed', ['look']],
    ['pull_request.converted_to_draft', ['look']],
    ['pull_request.opened', ['look']],
    ['pull_request.ready_for_review', ['look']],
    ['pull_request.reopened', ['look']],
    ['pull_request.synchronize', ['look']],
    ['pull_request_review.submitted', []],
    ['repository.renamed', ['repositories']],
  ])('of %s mean %j', (name, expected) => {
    expect(kindsOf(name, payloadOf(name))).toEqual(expected);
  });

  it('name a new comment on a pull request, a button and a push as ours', () => {
    const comment = payloadOf('issue_comment.created');
    const asked = overlay(comment, {
      comment: { body: '/galley status\r\nplease' },
      issue: { pull_request: { url: 'https://api.github.com/pulls/1' } },
    });
    expect(read('issue_comment.created', asked)).toMatchObject({
      intents: [{ kind: 'command', text: '/galley status', commentId: 492700400, number: 1 }],
    });
    const button = overlay(payloadOf('check_run.requested_action'), {
      requested_action: { identifier: 'evaluate_all' },
      check_run: { external_id: 'acme/prompts:12:galley / gate:abc:1' },
    });
    expect(read('check_run.requested_action', button)).toMatchObject({
      intents: [{ kind: 'command', number: 12, text: '/galley evaluate all', id: 'action:guid' }],
    });
    const commit = 'a'.repeat(40);
    const push = overlay(payloadOf('push.'), {
      ref: 'refs/heads/main',
      after: commit,
      deleted: false,
      forced: false,
      repository: { default_branch: 'main' },
    });
    const changing = (added: readonly string[]) =>
      read('push.', { ...push, commits: [{ added, modified: [], removed: [] }] });
    const moved = (mayChangePolicy: boolean) => ({
      intents: [{ kind: 'default-branch-moved', commit, mayChangePolicy }],
    });
    expect(changing(['readme.md'])).toMatchObject(moved(false));
    expect(changing(['bots/galley.yaml'])).toMatchObject(moved(true));
    expect(read('push.', { ...push, commits: [] })).toMatchObject(moved(true));
    expect(read('push.', { ...push, deleted: true })).toEqual({ kind: 'intents', intents: [] });
  });

  it('of a webhook that belongs to no installation mean nothing', () => {
    const { installation: _, ...payload } = payloadOf('pull_request.opened');
    expect(kindsOf('pull_request.opened', payload)).toEqual([]);
  });
});

describe('a payload with anything wrong in it', () => {
  const hostile = [undefined, null, 0, -1, 1.5, 2 ** 60, '', 'x\0y', '../..', [], [null], {}, true];

  it('is refused in plain words or means what it can, and never throws', () => {
    let refused = 0;
    for (const [name, payload] of payloads) {
      for (const path of pathsIn(payload)) {
        for (const value of hostile) {
          const found = read(name, replaced(payload, path, value));
          if (found.kind === 'intents') continue;
          refused += 1;
          expect(found.reason).toMatch(
            /^The payload of \w+ is not as GitHub describes it: expected/,
          );
        }
      }
    }
    expect(refused).toBeGreaterThan(1_000);
  });

  it.each([
    ['pull_request.opened', 'pull_request.number', 'expected a whole number from 1'],
    ['pull_request.opened', 'pull_request.head.sha', 'expected the id of a commit'],
    ['pull_request.opened', 'repository', 'expected an object at repository, got nothing'],
    ['pull_request.opened', 'repository.owner.login', 'expected a login'],
    ['pull_request.opened', 'repository.name', 'expected the name of a repository'],
    ['pull_request.opened', 'sender', 'expected an object'],
    ['pull_request.opened', 'action', 'expected a text at action, got nothing'],
    ['installation.created', 'installation.account.id', 'expected a whole number'],
    ['merge_group.checks_requested', 'merge_group.base_sha', 'expected the id of a commit'],
  ])('%s without %s says: %s', (name, path, reason) => {
    const found = read(name, replaced(payloadOf(name), path.split('.'), undefined));
    expect(found).toMatchObject({ kind: 'refused', reason: expect.stringContaining(reason) });
  });

  it('is refused when it is no object at all', () => {
    for (const payload of [null, [], 'text', 7, undefined]) {
      const found = intentsOf({ event: 'push', deliveryId: 'g', payload, ...delivery });
      expect(found).toMatchObject({ kind: 'refused' });
    }
  });

  it('has nothing of its content repeated', () => {
    const secret = 'ghp_0123456789';
    const found = read('pull_request.opened', {
      ...payloadOf('pull_request.opened'),
      repository: secret,
    });
    expect(found).toMatchObject({ kind: 'refused' });
    expect(JSON.stringify(found)).not.toContain(secret);
  });
});

const delivery = { receivedAt: new Date('2026-11-21T12:00:00Z'), appId: 29310 };

function read(name: string, payload: unknown) {
  const [event = ''] = name.split('.');
  const { id } = appOf(payload) ?? { id: delivery.appId };
  return intentsOf({ event, deliveryId: 'guid', payload, ...delivery, appId: id });
}

function kindsOf(name: string, payload: unknown): string[] {
  const found = read(name, payload);
  return found.kind === 'refused' ? [found.reason] : found.intents.map(({ kind }) => kind);
}

/** The App of the example’s checks, as if it were ours. */
function appOf(payload: unknown): { readonly id: number } | undefined {
  const { check_run: run, check_suite: suite } = payload as Record<
    string,
    { app?: { id: number } }
  >;
  return run?.app ?? suite?.app;
}

function payloadOf(name: string): Payload {
  const [, payload] = payloads.find(([each]) => each === name) ?? [];
  if (payload === undefined) throw new Error(`there is no example of ${name}`);
  return payload;
}

function overlay(under: unknown, over: unknown): Payload {
  const merged = { ...(under as Payload) };
  for (const [key, value] of Object.entries(over as Payload)) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    merged[key] = isObject ? overlay(merged[key] ?? {}, value) : value;
  }
  return merged;
}

/** Paths to every value, three levels deep. */
function pathsIn(payload: unknown, levels = 3): string[][] {
  if (levels === 0 || typeof payload !== 'object' || payload === null) return [];
  return Object.entries(payload).flatMap(([key, value]) => [
    [key],
    ...pathsIn(value, levels - 1).map((rest) => [key, ...rest]),
  ]);
}

function replaced(payload: unknown, path: readonly string[], value: unknown): unknown {
  const [key = '', ...rest] = path;
  const held = payload as Payload;
  const next = rest.length === 0 ? value : replaced(held[key], rest, value);
  return Array.isArray(payload)
    ? payload.map((each, index) => (String(index) === key ? next : each))
    : { ...held, [key]: next };
}
