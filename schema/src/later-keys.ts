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

const check = (key: string, will: string): LaterKey => ({
  definition: 'CheckDefinition',
  key,
  will,
});
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
  project('usage', 'say how often a prompt is called, so that costs are shown per month'),
  project('permissions', 'say who may evaluate, optimize and accept on a pull request'),
  project('quotas', 'limit tokens and runs per month'),
  project('history', 'say where run records are kept and for how long'),
  project('comment', 'say how much of the answers the comment shows'),
  project('guardrails', 'report personal data, secrets and injection attempts'),
  project('signing_keys', 'name the public keys that cassettes are signed with'),
  project('commands', 'name programs that checks may run'),
  project('pipelines', 'set defaults of pipelines'),
  { definition: 'ProjectPaths', key: 'pipelines', will: 'add globs of pipelines' },
  { definition: 'ProjectPaths', key: 'agents', will: 'add globs of agents' },
  { definition: 'ProjectBudgets', key: 'month_usd', will: 'cap what a month may cost' },
  {
    definition: 'ProjectBudgets',
    key: 'pull_request_usd',
    will: 'cap what a pull request may cost',
  },
  { definition: 'ProjectBudgets', key: 'actor_usd', will: 'cap what one person may spend' },
  {
    definition: 'ProjectBudgets',
    key: 'alert_pct',
    will: 'warn when a share of a budget is spent',
  },
  { definition: 'ProjectBudgets', key: 'tokens_month', will: 'cap the tokens of a month' },
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
  { definition: 'CaseDefinition', key: 'checks', will: 'add checks to a single case' },
  { definition: 'DatasetDocument', key: 'split', will: 'set cases aside for the optimizer' },
  { definition: 'DatasetDocument', key: 'data', will: 'say who may see the cases' },
  { definition: 'SuiteDocument', key: 'when', will: 'say on which events the suite runs' },
  check('contains_any', 'ask that one of several texts occurs'),
  check('contains_all', 'ask that several texts occur'),
  check('icontains_any', 'ask that one of several texts occurs, letter case ignored'),
  check('icontains_all', 'ask that several texts occur, letter case ignored'),
  check('contains_json', 'ask that the text holds JSON'),
  check('levenshtein', 'limit the edit distance to a text'),
  check('rouge_n', 'score the word overlap with a text'),
  check('similar', 'score the likeness of meaning by embeddings'),
  check('word_count', 'limit the number of words'),
  check('tokens', 'limit the number of tokens'),
  check('finish_reason', 'check why the model stopped'),
  check('is_refusal', 'tell whether the model refused'),
  check('is_xml', 'ask for well-formed XML'),
  check('valid_tool_call', 'check tool calls against the tools'),
  check('tool_called', 'ask that a tool was called'),
  check('tool_args', 'check the arguments of a tool call'),
  check('tool_sequence', 'check the order of tool calls'),
  check('grounded', 'ask that quoted text occurs in the source'),
  check('sql', 'check all outputs together with a query'),
  check('any_of', 'ask that one of several checks passes'),
  check('all_of', 'ask that several checks pass'),
  check('at_least', 'ask that some of several checks pass'),
  check('rubric', 'score the answer by a rubric'),
  check('factuality', 'judge whether the answer agrees with facts'),
  check('closed_question', 'let a model answer a yes-or-no question about the answer'),
  check('pairwise', 'let a model prefer one of two answers'),
  check('faithfulness', 'judge whether the answer follows from its context'),
  check('answer_relevance', 'judge whether the answer addresses the question'),
  check('context_recall', 'judge whether the context holds what is needed'),
  check('command', 'let a program of yours judge the answer'),
];

const provider = (value: string, will: string): LaterValue => ({
  definition: 'ProviderDefinition',
  key: 'type',
  value,
  will,
});

/** Every value of a later version under a key that works now. */
export const laterValues: readonly LaterValue[] = [
  { definition: 'GalleyDocument', key: 'kind', value: 'Pipeline', will: 'run steps over data' },
  { definition: 'GalleyDocument', key: 'kind', value: 'Agent', will: 'let a model call tools' },
  provider('azure-openai', 'call OpenAI models on Azure'),
  provider('google', 'call Gemini models'),
  provider('anthropic', 'call Anthropic models'),
  provider('groq', 'call models on Groq'),
  provider('http', "call a team's own endpoint"),
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
