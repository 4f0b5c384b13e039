/**
 * Every refusal of Galley: why a command cannot go on, and the exit code a door gives it
 * (2 usage or invalid documents, 3 the world failed, 4 budget, 130 interrupted).
 */
export const refusalCodes = {
  usage: { exitCode: 2, meaning: 'The command line or options do not fit.' },
  'project-missing': { exitCode: 2, meaning: 'No galley.yaml here or above.' },
  'project-invalid': { exitCode: 2, meaning: 'galley.yaml itself has errors.' },
  'document-missing': { exitCode: 2, meaning: 'No document has this id.' },
  'document-unsound': { exitCode: 2, meaning: 'The document, or one it reaches, has errors.' },
  'input-invalid': { exitCode: 2, meaning: 'A given input does not fit its declaration.' },
  'file-exists': { exitCode: 2, meaning: 'The file is there already and is never overwritten.' },
  'file-unreadable': { exitCode: 2, meaning: 'A file given on the command line cannot be read.' },
  'file-unwritable': { exitCode: 3, meaning: 'A file cannot be written.' },
  'template-syntax': { exitCode: 2, meaning: 'A template is not valid Jinja2.' },
  'template-runtime': { exitCode: 2, meaning: 'A template failed on the given data.' },
  'template-limit': { exitCode: 2, meaning: 'A template exceeded a budget.' },
  'hostile-text-limit': {
    exitCode: 2,
    meaning: "A repository's text took more time, memory or output than it is given.",
  },
  'hostile-text-failed': {
    exitCode: 3,
    meaning: "The process that reads a repository's text cannot run or broke off.",
  },
  'model-unknown': { exitCode: 2, meaning: 'No model, or no provider of it, has this name.' },
  'secret-missing': {
    exitCode: 2,
    meaning: 'A secret that a provider needs is not set, or is no key.',
  },
  'secret-not-bound': { exitCode: 2, meaning: 'A secret is not bound to the host asked for.' },
  'host-not-allowed': {
    exitCode: 2,
    meaning: 'A provider points at a host that may not be called.',
  },
  'data-not-allowed': {
    exitCode: 2,
    meaning: 'A dataset does not let this provider see its cases.',
  },
  'cassette-unsafe': {
    exitCode: 2,
    meaning: 'A recorded answer holds a secret and is not written.',
  },
  'results-invalid': {
    exitCode: 2,
    meaning: 'A results file was changed, or does not fit the others.',
  },
  'results-incomplete': {
    exitCode: 3,
    meaning: 'A shard is missing, or its run was stopped before it was done.',
  },
  'run-in-progress': {
    exitCode: 3,
    meaning: 'Another process is making the same run.',
  },
  'sql-invalid': {
    exitCode: 2,
    meaning: 'A query is not one sound SELECT over the given tables.',
  },
  'sql-limit': { exitCode: 2, meaning: 'A query took more time, memory or rows than it is given.' },
  'package-missing': { exitCode: 3, meaning: 'An optional package is needed and not installed.' },
  'revision-missing': { exitCode: 2, meaning: 'Git knows no such revision.' },
  'git-missing': { exitCode: 3, meaning: 'This folder is not in a Git repository.' },
  'git-failed': { exitCode: 3, meaning: 'A Git command failed.' },
  'merge-base-missing': {
    exitCode: 3,
    meaning: 'The clone is too shallow to hold the merge-base.',
  },
  'provider-failed': { exitCode: 3, meaning: 'A model provider failed after all retries.' },
  'provider-refused': {
    exitCode: 3,
    meaning: 'A provider answered 401, 403 or 404: the run stops.',
  },
  'budget-exceeded': { exitCode: 4, meaning: 'The next call could exceed a budget.' },
  'price-missing': { exitCode: 4, meaning: 'A strict budget needs a price that is unknown.' },
  'max-tokens-missing': {
    exitCode: 4,
    meaning: 'A strict budget needs max_tokens to bound a call.',
  },
  interrupted: { exitCode: 130, meaning: 'The user or the system stopped the run.' },
} as const;

/** Code of a {@link GalleyError}, kebab-case, stable across releases. */
export type RefusalCode = keyof typeof refusalCodes;
