import {
  type PermissionPolicy,
  type Requirement,
  type Role,
  roles,
} from '../../library/permission-policy.ts';
import { commandVerbs, type VerbName } from './registry.ts';
import type { VerbRule } from './verb-rule.ts';

/** Who asks; read live from GitHub when the command is carried out, never from the event. */
export interface Actor {
  /** `none` when it could not be read. */
  readonly role: Role;
  /** `@acme/prompt-owners`: slugs of the teams that were asked about and hold the person, lower case. */
  readonly teams: readonly string[];
  /** The author of the pull request. */
  readonly isAuthor: boolean;
  /** Whoever asked for the run that is to be stopped or made again. */
  readonly isRequester?: boolean;
}

/** The pull request as it is when the command is carried out. */
export interface AskedPullRequest {
  readonly isOpen: boolean;
  /** The head stands in another repository, or in one that is gone. */
  readonly isFromFork: boolean;
  /** Full id of the newest commit. */
  readonly head: string;
  /** A commit came after the command was written. */
  readonly isHeadMoved: boolean;
  /** Somebody with write approved this very head. */
  readonly isHeadApproved: boolean;
}

/** What is asked: a verb, and the commit it names (`--sha`, or the one whose button was pressed). */
export interface Asked {
  readonly verb: VerbName;
  readonly sha?: string | undefined;
}

export type RefusalReason =
  | 'role'
  | 'own-pull-request'
  | 'fork-not-approved'
  | 'fork-never'
  | 'head-moved'
  | 'other-commit'
  | 'pull-request-closed';

export type Decision =
  | { readonly allow: true }
  | {
      readonly allow: false;
      readonly reason: RefusalReason;
      /** Of `role`: what would be needed. */
      readonly needs?: Requirement;
    };

/**
 * Whether somebody may have a command carried out, by the rule of its verb and base's policy. The first
 * reason that applies is given: role, closed pull request, own pull request, fork, commit. Everything
 * unknown counts as no.
 */
export function decidePermission(
  { verb, sha }: Asked,
  actor: Actor,
  pullRequest: AskedPullRequest,
  policy: PermissionPolicy,
): Decision {
  const rule: VerbRule = commandVerbs[verb].rule;
  const needs = typeof rule.needs === 'string' ? rule.needs : policy[rule.needs.policy];
  const mayAsRequester = rule.orRequester === true && actor.isRequester === true;
  if (!meets(actor, needs) && !(mayAsRequester && meets(actor, 'read'))) {
    return { allow: false, reason: 'role', needs };
  }
  const reason =
    closedReason(rule, pullRequest) ??
    authorReason(rule, actor) ??
    forkReason({ verb, rule }, pullRequest, policy) ??
    commitReason(rule, pullRequest, sha);
  return reason === undefined ? { allow: true } : { allow: false, reason };
}

function meets({ role, teams }: Actor, needs: Requirement): boolean {
  const rank = roles.indexOf(role);
  if (rank < roles.indexOf('read')) return false;
  if (!needs.startsWith('@')) {
    const needed = roles.indexOf(needs as Role);
    return needed >= 0 && rank >= needed;
  }
  return role === 'admin' || teams.includes(needs.toLowerCase());
}

function closedReason(rule: VerbRule, { isOpen }: AskedPullRequest): RefusalReason | undefined {
  return !isOpen && rule.closed === 'refused' ? 'pull-request-closed' : undefined;
}

function authorReason(rule: VerbRule, { isAuthor }: Actor): RefusalReason | undefined {
  return isAuthor && rule.author === 'refused' ? 'own-pull-request' : undefined;
}

function forkReason(
  { verb, rule }: { readonly verb: VerbName; readonly rule: VerbRule },
  { isFromFork, isHeadApproved }: AskedPullRequest,
  { forks }: PermissionPolicy,
): RefusalReason | undefined {
  if (!isFromFork) return undefined;
  const isAboutMoney = rule.fork === 'after-approval' || verb === 'approve';
  if (rule.fork === 'never' || (isAboutMoney && forks === 'never')) return 'fork-never';
  return rule.fork === 'after-approval' && !isHeadApproved ? 'fork-not-approved' : undefined;
}

/** Who names the newest commit means it, however many came before. */
function commitReason(
  rule: VerbRule,
  { isFromFork, head, isHeadMoved }: AskedPullRequest,
  sha: string | undefined,
): RefusalReason | undefined {
  if (sha !== undefined)
    return head.startsWith(sha) && sha.length >= 7 ? undefined : 'other-commit';
  if (!isHeadMoved || rule.headMoved === 'goes-on') return undefined;
  return rule.headMoved === 'refused' || isFromFork ? 'head-moved' : undefined;
}
