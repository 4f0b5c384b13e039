import { parseDuration } from '../../units/duration.ts';
import { isPlainObject } from '../../units/own-value.ts';
import type { JsonValue } from '../nodes.ts';
import type { PermissionPolicy } from '../permission-policy.ts';
import type { CommentPolicy, HistoryPolicy, NotifyPolicy, Project } from '../project.ts';

/** What pull requests get where galley.yaml says nothing. */
export const defaultPullRequestPolicy: Pick<Project, 'permissions' | 'comment' | 'history'> = {
  permissions: {},
  comment: { mode: 'update', outputs: 'masked' },
  history: {
    branch: 'galley/ledger',
    repository: undefined,
    retainMs: 90 * 24 * 60 * 60 * 1000,
    storeOutputs: false,
  },
};

/** What galley.yaml, whose shape is known to be right, says about pull requests beside gate and money. */
export function readPullRequestPolicy(
  written: Readonly<Record<string, JsonValue>>,
): Pick<Project, 'permissions' | 'comment' | 'history' | 'notify'> {
  const { permissions, comment, history, notify } = written;
  return {
    permissions: readPermissions(permissions),
    comment: readComment(comment),
    history: readHistory(history),
    ...(notify !== undefined && { notify: readNotify(notify) }),
  };
}

function readPermissions(written: JsonValue | undefined): Partial<PermissionPolicy> {
  const { evaluate, optimize, accept, forks } = mapOf(written);
  const said = Object.entries({ evaluate, optimize, accept, forks });
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}

function readComment(written: JsonValue | undefined): CommentPolicy {
  const { mode, outputs } = mapOf(written);
  const { comment } = defaultPullRequestPolicy;
  return {
    mode: (mode ?? comment.mode) as CommentPolicy['mode'],
    outputs: (outputs ?? comment.outputs) as CommentPolicy['outputs'],
  };
}

function readHistory(written: JsonValue | undefined): HistoryPolicy {
  const { branch, repo, retain, store_outputs: storeOutputs } = mapOf(written);
  const { history } = defaultPullRequestPolicy;
  return {
    branch: typeof branch === 'string' ? branch : history.branch,
    repository: typeof repo === 'string' ? repo : history.repository,
    retainMs: (typeof retain === 'string' && parseDuration(retain)) || history.retainMs,
    storeOutputs: storeOutputs === true,
  };
}

function readNotify(written: JsonValue): NotifyPolicy {
  const { issue, webhook } = mapOf(written);
  const { secret } = mapOf(webhook as JsonValue | undefined);
  return {
    issue: issue === true,
    webhookSecret: typeof secret === 'string' ? secret : undefined,
  };
}

function mapOf(written: JsonValue | undefined): Readonly<Record<string, unknown>> {
  return isPlainObject(written) ? written : {};
}
