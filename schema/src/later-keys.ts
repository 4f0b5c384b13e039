/** A key that is planned and does not work in this version. */
export interface LaterKey {
  /** Title of the definition it will belong to, as `schemaAt` names it. */
  definition: string;
  key: string;
  /** What it will do, as the end of "it will …". */
  will: string;
}

/** A value that is planned and does not work in this version. */
export interface LaterValue {
  definition: string;
  /** The key whose value, or whose list's item, it is. */
  key: string;
  /** The value itself, or what the text matches. Patterns are linear. */
  value: string | RegExp;
  will: string;
}

const project = (key: string, will: string): LaterKey => ({
  definition: 'ProjectDocument',
  key,
  will,
});

/** Every key of a later version, so that using it is told apart from a misspelling. */
export const laterKeys: readonly LaterKey[] = [
  project('imports', 'name other repositories whose documents this project uses'),
  project('locales', 'hold prompts in several languages'),
  project('attachments', 'limit the files that messages may send'),
  project('pipelines', 'set defaults of pipelines'),
  { definition: 'ProjectPaths', key: 'pipelines', will: 'add globs of pipelines' },
  { definition: 'ProjectPaths', key: 'agents', will: 'add globs of agents' },
  { definition: 'PromptDocument', key: 'imports', will: 'use documents of other repositories' },
  { definition: 'PromptDocument', key: 'locales', will: 'hold the prompt in several languages' },
  { definition: 'PromptDocument', key: 'attachments', will: 'send files with the messages' },
  { definition: 'PromptDocument', key: 'guardrails', will: 'report unsafe inputs and answers' },
  { definition: 'MessageDefinition', key: 'attachments', will: 'send files with a message' },
  {
    definition: 'InputDefinition',
    key: 'accept',
    will: 'say which file types an attachment may have',
  },
  { definition: 'DatasetDocument', key: 'split', will: 'set cases aside for the optimizer' },
];

/** Every value of a later version under a key that works now. */
export const laterValues: readonly LaterValue[] = [
  { definition: 'GalleyDocument', key: 'kind', value: 'Pipeline', will: 'run steps over data' },
  { definition: 'GalleyDocument', key: 'kind', value: 'Agent', will: 'let a model call tools' },
  { definition: 'InputDefinition', key: 'type', value: 'attachment', will: 'send a file' },
  { definition: 'DatasetSource', key: 'format', value: 'parquet', will: 'read Parquet files' },
  { definition: 'DatasetSource', key: 'file', value: /\.parquet$/i, will: 'read Parquet files' },
  { definition: 'SuiteDocument', key: 'targets', value: /@/, will: 'pin a target to a version' },
  { definition: 'SuiteDocument', key: 'targets', value: /:/, will: 'test imported prompts' },
  { definition: 'SuiteDocument', key: 'dataset', value: /@/, will: 'pin a dataset to a version' },
  { definition: 'SuiteDocument', key: 'dataset', value: /:/, will: 'use imported datasets' },
];

/** The later key that `key` in a `definition` is, if it is one. */
export function findLaterKey(definition: string, key: string): LaterKey | undefined {
  return laterKeys.find((later) => later.definition === definition && later.key === key);
}

/** The later value that `value` under `key` of a `definition` is, if it is one. */
export function findLaterValue(
  definition: string,
  key: string,
  value: unknown,
): LaterValue | undefined {
  if (typeof value !== 'string') return undefined;
  return laterValues.find(
    (later) =>
      later.definition === definition &&
      later.key === key &&
      (typeof later.value === 'string' ? later.value === value : later.value.test(value)),
  );
}
