import type { CommandEntry } from './contract.ts';

/** Every command, in the order of the help. */
export const commandEntries: readonly CommandEntry[] = [
  {
    name: 'init',
    group: 'Begin',
    summary: 'start a project in this folder',
    load: async () => (await import('./init.ts')).initCommand,
  },
  {
    name: 'new',
    group: 'Begin',
    summary: 'write a new prompt, part, dataset or suite that works',
    load: async () => (await import('./new.ts')).newCommand,
  },
  {
    name: 'import',
    group: 'Begin',
    summary: 'bring in prompts and tests of other tools',
    load: async () => (await import('./import.ts')).importCommand,
  },
  {
    name: 'validate',
    group: 'Read, without asking a model',
    summary: 'check every document and say everything that is wrong',
    load: async () => (await import('./validate.ts')).validateCommand,
  },
  {
    name: 'list',
    group: 'Read, without asking a model',
    summary: 'list prompts, parts, datasets and suites',
    load: async () => (await import('./list.ts')).listCommand,
  },
  {
    name: 'show',
    group: 'Read, without asking a model',
    summary: 'show one document: what it takes, says, and who uses it',
    load: async () => (await import('./show.ts')).showCommand,
  },
  {
    name: 'render',
    group: 'Read, without asking a model',
    summary: 'print the messages a prompt sends for given inputs',
    load: async () => (await import('./render.ts')).renderCommand,
  },
  {
    name: 'diff',
    group: 'Read, without asking a model',
    summary: 'show which documents and prompts a change touches',
    load: async () => (await import('./diff.ts')).diffCommand,
  },
  {
    name: 'history',
    group: 'Read, without asking a model',
    summary: 'show the versions of a document and what differs',
    load: async () => (await import('./history.ts')).historyCommand,
  },
  {
    name: 'run',
    group: 'Ask models, keep answers',
    summary: 'send a prompt to its model and print the answer',
    load: async () => (await import('./run.ts')).runCommand,
  },
  {
    name: 'compare',
    group: 'Ask models, keep answers',
    summary: 'ask several models the same, side by side',
    load: async () => (await import('./compare.ts')).compareCommand,
  },
  {
    name: 'eval',
    group: 'Ask models, keep answers',
    summary: 'run suites and say how many cases pass',
    load: async () => (await import('./eval.ts')).evalCommand,
  },
  {
    name: 'merge',
    group: 'Ask models, keep answers',
    summary: 'put the results of shards together and judge their gates',
    load: async () => (await import('./merge.ts')).mergeCommand,
  },
  {
    name: 'judge',
    group: 'Ask models, keep answers',
    summary: 'measure how far a judge agrees with people',
    load: async () => (await import('./judge.ts')).judgeCommand,
  },
  {
    name: 'cassette',
    group: 'Ask models, keep answers',
    summary: 'verify, sign and prune recorded answers',
    load: async () => (await import('./cassette.ts')).cassetteCommand,
  },
  {
    name: 'proof',
    group: 'Judge a change',
    summary: 'judge a change: better or worse, and at what cost',
    load: async () => (await import('./proof.ts')).proofCommand,
  },
  {
    name: 'budget',
    group: 'Mind the money',
    summary: 'show where every budget stands: cap, spent, left',
    load: async () => (await import('./budget.ts')).budgetCommand,
  },
  {
    name: 'stats',
    group: 'Mind the money',
    summary: 'add up what runs cost and saved',
    load: async () => (await import('./stats.ts')).statsCommand,
  },
];
