/** Kinds of documents with an envelope, as their `kind` key says. */
export const documentKinds = ['Project', 'Prompt', 'Part', 'Dataset', 'Suite'] as const;

/** What the `kind` of a document with an envelope can be. */
export type DocumentKind = (typeof documentKinds)[number];

/** What every document with an envelope says as its `apiVersion`. */
export const apiVersion = 'galley/v1';

/** The schema file of each thing that can be validated, without `.schema.json`. */
export const schemaFiles = {
  Project: 'project',
  Prompt: 'prompt',
  Part: 'part',
  Dataset: 'dataset',
  Suite: 'suite',
  Case: 'case',
  Check: 'check',
  ScriptedFile: 'scripted',
  DakoraPrompt: 'dakora-prompt',
  DakoraPart: 'dakora-part',
  GithubPrompt: 'github-prompt',
} as const;

/** What can be validated: documents, one case (a row of a data file), one check, scripts, Dakora's and GitHub's files. */
export type SchemaKind = keyof typeof schemaFiles;
