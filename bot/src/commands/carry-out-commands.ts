import { GalleyError } from '@galley/engine/errors';
import {
  type Actor,
  type AskedPullRequest,
  type Command,
  commandVerbs,
  type Decision,
  decidePermission,
  helpText,
  type PermissionPolicy,
  parseCommand,
  refusalText,
  roles,
  type VerbName,
} from '@galley/engine/publish';
import { codeSpan } from '@galley/engine/report';
import type { BotParts } from '../bot-parts.ts';
import { reactionEffect, replyEffect } from '../effects/effect.ts';
import { actorOf } from '../pull-request/actor-of.ts';
import type { Assessment } from '../pull-request/assess.ts';
import { budgetsOf, estimateOf } from '../pull-request/money-texts.ts';
import {
  answerCommand,
  type GivenCommand,
  type WaitingCommand,
  waitingCommands,
} from '../store/commands.ts';
import type { Queryable } from '../store/database.ts';
import { wishFor } from '../store/effects.ts';
import { answersOfLastHour } from './answers-of-last-hour.ts';
import { applyChanges } from './apply-changes.ts';
import type { CommandContext, CommandResult } from './contract.ts';
import { commandPlugs } from './registry.ts';

/** As exact as GitHub's clock shows. */
const wholeSecondMs = 1_000;

/** Of one person without write in one repository and hour. */
const mostAnswers = 10;

/**
 * Carries out what waits for a pull request, in the order it was given. A command's changes, answer and
 * end are one transaction: none is carried out twice or half. Who may not write here gets few answers in
 * an hour, and the reason of a refusal once.
 * @returns true when what is known of the pull request may have changed
 */
export async function carryOutCommands(
  parts: BotParts,
  found: Assessment,
  signal: AbortSignal,
): Promise<boolean> {
  const actors = new Map<string, Promise<Actor>>();
  const actorFor = (login: string) => {
    const actor = actors.get(login) ?? findActor(parts, found, login);
    actors.set(login, actor);
    return actor;
  };
  const { projects, failure } = found.checks;
  const isForUs = projects.length > 0 || failure !== undefined;
  for (const given of await waitingCommands(parts.database, found.known)) {
    signal.throwIfAborted();
    if (!isForUs) {
      // A repository without galley.yaml gets nothing, not even an answer.
      await answerCommand(parts.database, given.id, 'refused');
      continue;
    }
    const actor = await actorFor(given.sender);
    const patience = await patienceWith(parts.database, given, actor);
    if (patience === 'ended') {
      await answerCommand(parts.database, given.id, 'refused');
      continue;
    }
    const result = await resultOf(parts, found, { given, actor, signal }).catch(failureResult);
    const isWordless = patience === 'wordless' && result.state === 'refused';
    await conclude(parts, found, given, isWordless ? { state: 'refused' } : result);
    // What comes next is judged by what this one changed.
    if (result.changes !== undefined) return true;
  }
  return false;
}

function findActor(parts: BotParts, { access, now, known, settings }: Assessment, login: string) {
  const { permissions } = settings;
  return actorOf(parts, login, { access, now, permissions, requestedBy: known.requestedBy });
}

/** What trying again would not heal is an answer: nobody behind it waits for it. */
function failureResult(error: unknown): CommandResult {
  const { status, retryAfterMs } = error as { status?: number; retryAfterMs?: number };
  const isRefusal = status === 403 || status === 404 || status === 410 || status === 422;
  if (isRefusal && retryAfterMs === undefined) {
    return { state: 'failed', reply: `GitHub refused it (${status}).` };
  }
  if (!(error instanceof GalleyError) || error.isRetryable || error.code === 'interrupted')
    throw error;
  return { state: 'failed', reply: `It could not be done: ${codeSpan(error.message)}` };
}

/** How much of an answer somebody still gets. */
async function patienceWith(
  sql: Queryable,
  given: GivenCommand,
  { role }: Actor,
): Promise<'full' | 'wordless' | 'ended'> {
  if (roles.indexOf(role) >= roles.indexOf('write')) return 'full';
  const { answered, refused } = await answersOfLastHour(sql, given);
  if (answered >= mostAnswers) return 'ended';
  return refused > 0 ? 'wordless' : 'full';
}

async function conclude(
  { database }: BotParts,
  { known, now }: Assessment,
  given: GivenCommand,
  { state, reply, changes, effects = [], isGoingOn }: CommandResult,
): Promise<void> {
  const { commentId } = given;
  const shown = isGoingOn ? 'queued' : state;
  const answers =
    commentId === undefined
      ? []
      : [
          reactionEffect(now, { commentId, state: shown }),
          ...(reply === undefined ? [] : [replyEffect(now, { commentId, text: reply })]),
        ];
  await database.transaction(async (sql) => {
    if (!(await answerCommand(sql, given.id, state))) return;
    if (changes !== undefined) await applyChanges(sql, known, given, changes);
    await wishFor(sql, known.repositoryId, [...answers, ...effects]);
  });
}

async function resultOf(
  parts: BotParts,
  found: Assessment,
  {
    given,
    actor,
    signal,
  }: { readonly given: WaitingCommand; readonly actor: Actor; readonly signal: AbortSignal },
): Promise<CommandResult> {
  const { known, now, settings } = found;
  const { permissions } = settings;
  const pullRequest: AskedPullRequest = {
    isOpen: now.isOpen,
    isFromFork: now.isFromFork,
    head: now.head,
    isHeadMoved: isHeadMoved(found, given),
    isHeadApproved: found.isHeadApproved,
  };
  const decide = (verb: VerbName, sha?: string): Decision =>
    decideAll({ verb, sha }, actor, pullRequest, permissions);
  const parsed = parseCommand(given.text);
  if (parsed.kind === 'none') return { state: 'refused' };
  if (parsed.kind === 'help') {
    const verbs = (Object.keys(commandVerbs) as VerbName[]).filter((verb) => decide(verb).allow);
    return { state: 'failed', reply: helpText(parsed, verbs) };
  }
  const { command } = parsed;
  const decision = decide(command.verb, given.sha ?? command.flags.sha);
  if (!decision.allow) return { state: 'refused', reply: refusalText(command.verb, decision) };
  return commandPlugs[command.verb](contextOf(parts, found, { command, given, decide, signal }));
}

/** Whether somebody may have spoken of another commit than the newest. */
function isHeadMoved({ known, now }: Assessment, { knownHead, givenAt }: WaitingCommand): boolean {
  if (knownHead !== undefined) return knownHead !== now.head;
  return known.pushedAt.getTime() - givenAt.getTime() >= wholeSecondMs;
}

/** Every project of the repository must allow it. */
function decideAll(
  asked: { readonly verb: VerbName; readonly sha: string | undefined },
  actor: Actor,
  pullRequest: AskedPullRequest,
  permissions: readonly PermissionPolicy[],
): Decision {
  const decisions = permissions.map((policy) =>
    decidePermission(asked, actor, pullRequest, policy),
  );
  return decisions.find(({ allow }) => !allow) ?? { allow: true };
}

function contextOf(
  parts: BotParts,
  found: Assessment,
  {
    command,
    given,
    decide,
    signal,
  }: {
    readonly command: Command<VerbName>;
    readonly given: GivenCommand;
    readonly decide: (verb: VerbName) => Decision;
    readonly signal: AbortSignal;
  },
): CommandContext {
  const { now, access, phase, proofs, checks } = found;
  return {
    command,
    given,
    now,
    access,
    phase,
    proofs,
    documents: new Map(checks.projects.map(({ project, summary }) => [project, summary.documents])),
    mayRun: decide,
    budgets: () => budgetsOf(parts, found),
    estimate: (request) => estimateOf(parts, found, { request, signal }),
  };
}
