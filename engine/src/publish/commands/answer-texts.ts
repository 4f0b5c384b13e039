import { codeSpan } from '../../report/markdown/escape-markdown.ts';
import { plainLine } from '../../units/plain-text.ts';
import type { AcceptanceRefusal } from './accept-verdict.ts';
import type { CommandVerb, HelpReason, ParsedComment } from './contract.ts';
import type { Decision } from './decide-permission.ts';
import { flagUsage } from './flags.ts';
import { commandVerbs, type VerbName } from './registry.ts';

const faults: Readonly<Record<HelpReason, string>> = {
  'no-verb': 'A command is missing.',
  'unknown-verb': 'There is no such command',
  'unknown-flag': 'There is no such flag',
  'flag-elsewhere': 'This command does not take the flag',
  'flag-value': 'This flag takes another value',
  'flag-twice': 'This flag is given twice',
  target: 'This is nothing that the command takes',
  'target-missing': 'The command needs to know about what.',
  'too-many-targets': 'This is more than the command takes',
  'reason-missing': 'The command needs a reason behind',
  'too-long': 'A command has at most 500 characters.',
  unreadable: 'The command holds characters that do not show.',
};

/**
 * Help as Markdown: what was not understood, then the commands that somebody may run, and nothing about
 * the others. Nothing was run.
 * @param mayRun verbs that `decidePermission` allows
 */
export function helpText(
  asked: Extract<ParsedComment, { kind: 'help' }> | { readonly about?: VerbName | undefined },
  mayRun: readonly VerbName[],
): string {
  const parts: string[] = [];
  if ('reason' in asked) parts.push(faultText(asked));
  const about = 'about' in asked ? asked.about : undefined;
  const listed = about === undefined ? mayRun : mayRun.filter((verb) => verb === about);
  const rows = listed.map(
    (verb) => `- ${codeSpan(`/galley ${commandVerbs[verb].usage}`)} ${commandVerbs[verb].summary}`,
  );
  if (about !== undefined) rows.push(...flagsOf(about));
  parts.push(rows.length === 0 ? 'You may run no command here.' : rows.join('\n'));
  return parts.join('\n\n');
}

function faultText({ reason, word, meant }: Extract<ParsedComment, { kind: 'help' }>): string {
  const said = faults[reason];
  const what = word === undefined ? said.replace(/\.$/, '') : `${said}: ${codeSpan(word)}`;
  const hint = meant === undefined ? '' : ` Did you mean ${codeSpan(meant)}?`;
  return `${what}. Nothing was run.${hint}`;
}

function flagsOf(verb: VerbName): string[] {
  const { flags }: CommandVerb = commandVerbs[verb];
  return flags.map((flag) => `  - ${codeSpan(flagUsage[flag])}`);
}

const decisions: Readonly<Record<Exclude<Decision, { allow: true }>['reason'], string>> = {
  role: 'you may not do this here',
  'own-pull-request': 'somebody other than the author of the pull request has to do this',
  'fork-not-approved':
    'this commit comes from a fork; somebody with write has to say `/galley approve` first',
  'fork-never': 'this project runs nothing that costs money for forks',
  'head-moved': 'a newer commit came after the command; look at it and say so again',
  'other-commit': 'the commit that was named is not the newest one',
  'pull-request-closed': 'the pull request is closed',
};

/** Why a command was refused, as one sentence of Markdown. */
export function refusalText(verb: VerbName, decision: Exclude<Decision, { allow: true }>): string {
  const { reason, needs } = decision;
  // Not as a mention: a refusal must not wake a team.
  const needed = needs === undefined ? '' : ` (it takes ${codeSpan(plainLine(needs))})`;
  return `\`/galley ${verb}\` was not carried out: ${decisions[reason]}${needed}.`;
}

const acceptances: Readonly<Record<AcceptanceRefusal, string>> = {
  unknown: 'no suite or check of this proof has that name',
  ambiguous: "several projects have it; write the project's folder in front",
  'nothing-to-accept': 'it blocks nothing on this commit',
  'cannot-be-accepted':
    'problems in documents, budgets and cases that were not executed cannot be accepted',
};

/** Why nothing was accepted, as one sentence of Markdown. */
export function acceptanceRefusalText(of: string, refused: AcceptanceRefusal): string {
  return `${codeSpan(of)} was not accepted: ${acceptances[refused]}.`;
}
