import { describe, expect, it } from 'vitest';
import { readPullRequestPolicy } from './read-pull-request-policy.ts';

const dayMs = 86_400_000;

describe('what galley.yaml says about pull requests', () => {
  it('has defaults for what is left out, and no permissions or notices of its own', () => {
    expect(readPullRequestPolicy({})).toEqual({
      permissions: {},
      comment: { mode: 'update', outputs: 'masked' },
      history: {
        branch: 'galley/ledger',
        repository: undefined,
        retainMs: 90 * dayMs,
        storeOutputs: false,
      },
    });
  });

  it('is read key by key', () => {
    expect(
      readPullRequestPolicy({
        permissions: { evaluate: 'triage', accept: '@acme/prompt-owners', 'x-why': 'trial' },
        comment: { mode: 'hide-and-new', outputs: 'none' },
        history: {
          branch: 'galley/records',
          repo: 'acme/galley-ledger',
          retain: '2w',
          store_outputs: true,
        },
        notify: { webhook: { secret: 'BUDGET_WEBHOOK' } },
      }),
    ).toEqual({
      permissions: { evaluate: 'triage', accept: '@acme/prompt-owners' },
      comment: { mode: 'hide-and-new', outputs: 'none' },
      history: {
        branch: 'galley/records',
        repository: 'acme/galley-ledger',
        retainMs: 14 * dayMs,
        storeOutputs: true,
      },
      notify: { issue: false, webhookSecret: 'BUDGET_WEBHOOK' },
    });
  });
});
