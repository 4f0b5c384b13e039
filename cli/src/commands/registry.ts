import type { CommandEntry } from './contract.ts';

/** Every command, in the order of the help. */
export const commandEntries: readonly CommandEntry[] = [
  {
    name: 'init',
    summary: 'start a project in this folder',
    load: async () => (await import('./init.ts')).initCommand,
  },
  {
    name: 'new',
    summary: 'write a new prompt, part, dataset or suite that works',
    load: async () => (await import('./new.ts')).newCommand,
  },
  {
    name: 'validate',
    summary: 'check every document and say everything that is wrong',
    load: async () => (await import('./validate.ts')).validateCommand,
  },
  {
    name: 'list',
    summary: 'list prompts, parts, datasets and suites',
    load: async () => (await import('./list.ts')).listCommand,
  },
  {
    name: 'show',
    summary: 'show one document: what it takes, says, and who uses it',
    load: async () => (await import('./show.ts')).showCommand,
  },
  {
    name: 'render',
    summary: 'print the messages a prompt sends for given inputs',
    load: async () => (await import('./render.ts')).renderCommand,
  },
  {
    name: 'run',
    summary: 'send a prompt to its model and print the answer',
    load: async () => (await import('./run.ts')).runCommand,
  },
  {
    name: 'eval',
    summary: 'run suites and say how many cases pass',
    load: async () => (await import('./eval.ts')).evalCommand,
  },
  {
    name: 'diff',
    summary: 'show which documents and rendered prompts a change touches',
    load: async () => (await import('./diff.ts')).diffCommand,
  },
  {
    name: 'proof',
    summary: 'judge a change against its base: better or worse, and at what cost',
    load: async () => (await import('./proof.ts')).proofCommand,
  },
];
