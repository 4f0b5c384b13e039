/** A key that people write out of habit, and what to write instead. */
export interface KeyHint {
  /** Title of the definition it was written in, as `schemaAt` names it. */
  definition: string;
  key: string;
  hint: string;
}

const onSuite = 'it belongs in a Suite document that names this prompt under `targets`';

/** Hints where "did you mean" cannot help, because the right key has another name or place. */
export const keyHints: readonly KeyHint[] = [
  { definition: 'PromptDocument', key: 'repeats', hint: onSuite },
  { definition: 'PromptDocument', key: 'pass_at_least', hint: onSuite },
  { definition: 'PromptDocument', key: 'gate', hint: onSuite },
  { definition: 'PromptDocument', key: 'models', hint: onSuite },
  { definition: 'PromptDocument', key: 'dataset', hint: onSuite },
  { definition: 'PromptDocument', key: 'template', hint: 'write `content`' },
  { definition: 'PromptDocument', key: 'parameters', hint: 'write it below `model`' },
  { definition: 'PromptDocument', key: 'tests', hint: 'write `cases` and `checks`' },
  { definition: 'PromptDocument', key: 'tags', hint: 'write it below `metadata`' },
  { definition: 'PromptDocument', key: 'owners', hint: 'write it below `metadata`' },
  { definition: 'PartDocument', key: 'template', hint: 'write `content`' },
  { definition: 'PartDocument', key: 'tags', hint: 'write it below `metadata`' },
  { definition: 'MessageDefinition', key: 'template', hint: 'write `content`' },
  { definition: 'SuiteDocument', key: 'prompts', hint: 'write `targets`' },
  { definition: 'SuiteDocument', key: 'runs', hint: 'write `repeats`' },
  { definition: 'SuiteDocument', key: 'thresholds', hint: 'write `gate`' },
  { definition: 'SuiteDocument', key: 'evaluators', hint: 'write `checks`' },
  { definition: 'SuiteDocument', key: 'assert', hint: 'write `checks`' },
  { definition: 'PromptDocument', key: 'assert', hint: 'write `checks`' },
  { definition: 'CaseDefinition', key: 'assert', hint: 'write `checks`' },
  { definition: 'DatasetDocument', key: 'file', hint: 'write it below `source`' },
  { definition: 'DatasetDocument', key: 'columns', hint: 'write it below `source`' },
  { definition: 'CheckDefinition', key: 'threshold', hint: 'write `min`' },
  { definition: 'CheckDefinition', key: 'value', hint: 'write the value after the check key' },
  { definition: 'CheckDefinition', key: 'type', hint: 'write the check as its own key' },
  { definition: 'ModelReference', key: 'temperature', hint: 'write it below `parameters`' },
  { definition: 'ModelReference', key: 'max_tokens', hint: 'write it below `parameters`' },
  { definition: 'ModelDefinition', key: 'temperature', hint: 'write it below `parameters`' },
  { definition: 'ModelDefinition', key: 'max_tokens', hint: 'write it below `parameters`' },
  { definition: 'ModelDefinition', key: 'model', hint: 'write `name`' },
  { definition: 'OpenaiProvider', key: 'api_key', hint: 'write `key: {secret: NAME}`' },
  { definition: 'OpenaiCompatibleProvider', key: 'api_key', hint: 'write `key: {secret: NAME}`' },
  { definition: 'AzureOpenaiProvider', key: 'api_key', hint: 'write `key: {secret: NAME}`' },
  { definition: 'AzureOpenaiProvider', key: 'endpoint', hint: 'write `base_url`' },
  { definition: 'GroqProvider', key: 'api_key', hint: 'write `key: {secret: NAME}`' },
  { definition: 'HttpProvider', key: 'base_url', hint: 'write `url`' },
];

/** The hint for an unknown `key` in a `definition`, if there is one. */
export function findKeyHint(definition: string, key: string): string | undefined {
  return keyHints.find((known) => known.definition === definition && known.key === key)?.hint;
}
