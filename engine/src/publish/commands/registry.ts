import type { CommandVerb } from './contract.ts';
import type { VerbRule } from './verb-rule.ts';

/** Asking costs nothing and changes nothing. */
const asking: VerbRule = {
  needs: 'read',
  fork: 'allowed',
  headMoved: 'goes-on',
  author: 'allowed',
  closed: 'allowed',
};

/**
 * Every command, in the order of the help. A later one (optimize, run) is a row here, a run in the door
 * and its rows in tests/spec/commands.
 */
export const commandVerbs = {
  help: {
    targets: 'command',
    flags: [],
    rule: asking,
    usage: 'help [command]',
    summary: 'show what you may run here',
  },
  status: {
    targets: 'none',
    flags: [],
    rule: asking,
    usage: 'status',
    summary: 'say what is running, waiting and done for this pull request',
  },
  validate: {
    targets: 'documents',
    flags: ['sha', 'comment'],
    rule: { ...asking, closed: 'refused' },
    usage: 'validate [target …]',
    summary: 'check documents again; free',
  },
  render: {
    targets: 'documents',
    flags: ['sha', 'comment'],
    rule: { ...asking, closed: 'refused' },
    usage: 'render [target …]',
    summary: 'show what changes in the rendered prompts; free',
  },
  evaluate: {
    targets: 'documents',
    flags: ['model', 'samples', 'max-cost', 'sha', 'estimate', 'comment'],
    rule: {
      needs: { policy: 'evaluate' },
      fork: 'after-approval',
      headMoved: 'refused-on-fork',
      author: 'allowed',
      closed: 'refused',
    },
    usage: 'evaluate [target …] [--estimate] [--samples=n] [--model=alias] [--max-cost=usd]',
    summary: 'run suites on base and head, within the budgets',
  },
  cancel: {
    targets: 'none',
    flags: [],
    rule: { ...asking, needs: 'write', orRequester: true },
    usage: 'cancel',
    summary: 'stop what is running for this pull request',
  },
  approve: {
    targets: 'none',
    flags: ['sha'],
    rule: { ...asking, needs: 'write', headMoved: 'refused', closed: 'refused' },
    usage: 'approve [--sha=commit]',
    summary: 'let this commit, and no later one, run what costs money',
  },
  accept: {
    targets: 'verdict',
    flags: ['sha'],
    rule: {
      needs: { policy: 'accept' },
      fork: 'allowed',
      headMoved: 'refused',
      author: 'refused',
      closed: 'refused',
    },
    usage: 'accept <suite>[/<check>] <reason>',
    summary: 'take responsibility for one verdict on this commit',
  },
  retry: {
    targets: 'none',
    flags: ['comment'],
    rule: { ...asking, needs: 'write', orRequester: true, closed: 'refused' },
    usage: 'retry',
    summary: 'proof the newest commit again; asks for no more than a push does',
  },
  budget: {
    targets: 'none',
    flags: [],
    rule: { ...asking, needs: 'maintain' },
    usage: 'budget',
    summary: 'show every budget and what is left of it',
  },
  rollback: {
    targets: 'revision',
    flags: [],
    rule: { ...asking, needs: 'write' },
    usage: 'rollback <prompt>@<revision>',
    summary: 'open a pull request that restores a prompt as it was',
  },
} as const satisfies Record<string, CommandVerb>;

export type VerbName = keyof typeof commandVerbs;

/** The command of a name; `undefined` for any other word, also one that objects inherit. */
export function findVerb(name: string): VerbName | undefined {
  return Object.hasOwn(commandVerbs, name) ? (name as VerbName) : undefined;
}
