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
  type VerbName,
} from '@galley/engine/publish';
import type { BotParts } from '../bot-parts.ts';
import { reactionEffect, replyEffect } from '../effects/effect.ts';
import { actorOf } from '../pull-request/actor-of.ts';
import type { Assessment } from '../pull-request/assess.ts';
import { budgetsOf, estimateOf } from '../pull-request/money-texts.ts';
import { answerCommand, type GivenCommand, waitingCommands } from '../store/commands.ts';
import { wishFor } from '../store/effects.ts';
import { applyChanges } from './apply-changes.ts';
import type { CommandContext, CommandResult } from './contract.ts';
import { commandPlugs } from './registry.ts';

/**
 * Carries out what waits for a pull request, in the order it was given. A command's changes, answer and
 * end are one transaction: none is carried out twice or half.
 * @returns true when what is known of the pull request may have changed
 */
export async function carryOutCommands(
  parts: BotParts,
  found: Assessment,
  signal: AbortSignal,
): Promise<boolean> {
  let hasChanged = false;
  for (const given of await waitingCommands(parts.database, found.known)) {
    signal.throwIfAborted();
    const result = await resultOf(parts, found, given, signal);
    await conclude(parts, found, given, result);
    hasChanged ||= result.changes !== undefined;
    // What comes next is judged by what this one changed.
    if (hasChanged) return true;
  }
  return hasChanged;
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
  given: GivenCommand,
  signal: AbortSignal,
): Promise<CommandResult> {
  const { known, access, now, settings } = found;
  const { permissions } = settings;
  const { requestedBy } = known;
  const actor = await actorOf(parts, given.sender, { access, now, permissions, requestedBy });
  const pullRequest: AskedPullRequest = {
    isOpen: now.isOpen,
    isFromFork: now.isFromFork,
    head: now.head,
    isHeadMoved: known.pushedAt > given.givenAt,
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
