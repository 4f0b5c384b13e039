// Generated from schema/v1 by `npm run generate`. Do not edit.

/**
 * An amount in US dollars, as a number or as decimal text, with at most nine decimals.
 */
export type Money = number | string;
/**
 * Template text, or the file that holds it.
 */
export type ContentDefinition =
  | string
  | {
      /**
       * Path of a UTF-8 text file with the template, relative to this document. It must be a regular file inside the project.
       */
      file: string;
    };
/**
 * One message of the conversation, or the place where earlier messages go.
 */
export type MessageDefinition = RoleMessageDefinition | PlaceholderMessageDefinition;
/**
 * A place where models are called.
 */
export type ProviderDefinition = ScriptedProvider | OpenaiProvider | OpenaiCompatibleProvider;

/**
 * One situation to judge the prompt in; also one row of a JSON or JSONL data file.
 */
export interface CaseDefinition {
  /**
   * Name of the case, unique in its list. Without it the case is named by a hash of its inputs.
   */
  id?: string;
  /**
   * Value per input of the prompt. Values are data and are never rendered as templates.
   */
  inputs: {
    [k: string]: unknown;
  };
  /**
   * What a good answer holds, read by `expected` checks and by `${{ case.expected }}`. Text, or a map from output field to value.
   */
  expected?: unknown;
  /**
   * Earlier messages of the conversation, put where the prompt has `placeholder` history.
   */
  history?: HistoryMessage[];
  /**
   * Labels to filter and group cases by.
   */
  tags?: string[];
  /**
   * Cases of one group are resampled together by the statistics, because their results are not independent.
   */
  group?: string;
}
/**
 * One earlier message of a conversation.
 */
export interface HistoryMessage {
  /**
   * Who said it.
   */
  role: 'system' | 'user' | 'assistant' | 'developer';
  /**
   * What was said, as plain text. It is not a template.
   */
  content: string;
}
/**
 * One thing that must hold for an answer. Exactly one check key, plus how it counts.
 */
export interface CheckDefinition {
  /**
   * Name of the check in reports, unique in its suite. Default is the check key.
   */
  name?: string;
  /**
   * What is checked: a path into `rendered`, `output`, `text`, `tool_calls` or `usage`. Default `output`. `rendered` needs no model call and runs in `validate`.
   */
  of?: string;
  /**
   * Turns the check around. Default false. An absent value still fails.
   */
  not?: boolean;
  /**
   * Makes the check count toward the score only, with this weight, so it never fails a case or blocks. Without it, a failed check fails the case.
   */
  weight?: number;
  /**
   * Blocks on any failure on head that base did not have, without statistics. Default false.
   */
  hard?: boolean;
  /**
   * The value equals this one: deep JSON equality, exact text.
   */
  equals?: unknown;
  /**
   * Output fields that must equal the same fields of the case's `expected`, or `true` to compare the whole.
   */
  expected?: string[] | true;
  /**
   * Text that occurs in the value, letter case counted.
   */
  contains?: string;
  /**
   * Text that occurs in the value, letter case ignored.
   */
  icontains?: string;
  /**
   * Text the value begins with.
   */
  starts_with?: string;
  /**
   * Text the value ends with.
   */
  ends_with?: string;
  /**
   * A regular expression (RE2 syntax) that matches somewhere in the value. Write it in single quotes, so that `\b` stays as it is.
   */
  regex?: string;
  /**
   * JSON Schema that the value satisfies.
   */
  json_schema?: {
    [k: string]: unknown;
  };
  /**
   * Length of the value in characters, between `min` and `max`, both inclusive.
   */
  length?: {
    /**
     * Fewest characters, inclusive.
     */
    min?: number;
    /**
     * Most characters, inclusive.
     */
    max?: number;
  };
  /**
   * Time from request to complete answer, in milliseconds. A replayed answer keeps the time it was recorded with.
   */
  latency_ms?: {
    /**
     * Shortest time in milliseconds, inclusive.
     */
    min?: number;
    /**
     * Longest time in milliseconds, inclusive.
     */
    max?: number;
  };
  /**
   * Price of the answer in US dollars at uncached rates. An unknown price cannot be judged: the check is an error, never a pass.
   */
  cost_usd?: {
    /**
     * Lowest price in US dollars, inclusive.
     */
    min?: Money;
    /**
     * Highest price in US dollars, inclusive.
     */
    max?: Money;
  };
  /**
   * A statement that a judging model scores from 0 to 1 for this answer. Its calls cost money and are counted.
   */
  judge?: string;
  /**
   * Lowest score that passes, 0 to 1. Default 0.5. Only with `judge`.
   */
  min?: number;
  /**
   * Model alias that judges. Default is the alias `judge`. Only with `judge`.
   */
  model?: string;
}
/**
 * A part in Dakora's own format, loaded in place and included as `category/part_id`. Keys that Galley does not know are ignored.
 */
export interface DakoraPart {
  /**
   * Id of the part within its category.
   */
  part_id: string;
  /**
   * First half of the name by which the part is included.
   */
  category: string;
  /**
   * Name of the part, for people.
   */
  name?: string | null;
  /**
   * What the part is for.
   */
  description?: string | null;
  /**
   * The template text, in dialect `dakora`.
   */
  content: string;
  /**
   * Labels to find the part by.
   */
  tags?: string[] | null;
  /**
   * Version of the part, kept as text.
   */
  version?: string | number;
  [k: string]: unknown;
}
/**
 * A prompt in Dakora's own format, loaded in place. Keys that Galley does not know are ignored.
 */
export interface DakoraPrompt {
  /**
   * Id of the prompt in Dakora. Galley refers to the prompt by its path.
   */
  id: string;
  /**
   * Version of the prompt, kept as text.
   */
  version?: string | number;
  /**
   * What the prompt is for.
   */
  description?: string | null;
  /**
   * The template, in dialect `dakora`. It becomes one user message.
   */
  template: string;
  /**
   * The values the template needs, by name.
   */
  inputs?: {
    [k: string]: DakoraInput;
  } | null;
  /**
   * Free-form facts about the prompt.
   */
  metadata?: {
    [k: string]: unknown;
  } | null;
  [k: string]: unknown;
}
/**
 * One input of a Dakora prompt.
 */
export interface DakoraInput {
  /**
   * The type the value is coerced to. Default `string`.
   */
  type?: 'string' | 'number' | 'boolean' | 'array<string>' | 'object';
  /**
   * Whether a caller must give the value. Default true; a default makes it optional.
   */
  required?: boolean;
  /**
   * The value used when a caller gives none.
   */
  default?: unknown;
  /**
   * What the value means.
   */
  description?: string | null;
  [k: string]: unknown;
}
/**
 * A list of cases, written here or read from a data file.
 */
export interface DatasetDocument {
  /**
   * Version of the document format. Always `galley/v1`.
   */
  apiVersion: 'galley/v1';
  /**
   * Says that this document is a Dataset.
   */
  kind: 'Dataset';
  /**
   * The document's id. It is its path below its kind's folder, without extension, and may be left out; when written it must be the same.
   */
  id?: string;
  /**
   * Semantic version of this document, as text. Raise it when the meaning changes; the project's `gate.version_bump` says what a forgotten raise means.
   */
  version?: string;
  /**
   * What this document is for, in a sentence.
   */
  description?: string;
  /**
   * Free-form facts about the document, with `tags`, `owners` and `visibility` read by Galley.
   */
  metadata?: DocumentMetadata;
  /**
   * The data file that holds the cases. Give this or `cases`, not both.
   */
  source?: DatasetSource;
  /**
   * The cases themselves. Give this or `source`, not both.
   */
  cases?: CaseDefinition[];
}
/**
 * Free-form facts about the document. Galley reads `tags`, `owners` and `visibility`; other keys are yours.
 */
export interface DocumentMetadata {
  /**
   * Labels to find the document by.
   */
  tags?: string[];
  /**
   * Who answers for the document, as GitHub users or teams. Quote them, because YAML does not allow a bare `@`.
   */
  owners?: string[];
  /**
   * Who sees the document in the published catalogue. Default `internal`.
   */
  visibility?: 'public' | 'internal' | 'private';
  [k: string]: unknown;
}
/**
 * Where the cases are read from.
 */
export interface DatasetSource {
  /**
   * Path of the data file, relative to this document, at most 64 MB.
   */
  file: string;
  /**
   * Format of the file. Default is told by its extension.
   */
  format?: 'jsonl' | 'json' | 'csv';
  /**
   * Which column holds what. Without it, CSV columns that equal an input, `expected.<key>`, `id`, `tags` or `group` map themselves.
   */
  columns?: DatasetColumns;
}
/**
 * Which column of the file holds which part of a case.
 */
export interface DatasetColumns {
  /**
   * Column with the case ids. Without it a case is named by a hash of its inputs, never by its row number.
   */
  id?: string;
  /**
   * Column per input of the prompt. An empty cell is an absent input.
   */
  inputs: {
    [k: string]: string;
  };
  /**
   * Column per expected field. An empty cell is an absent expectation.
   */
  expected?: {
    [k: string]: string;
  };
  /**
   * Column with the tags of a case, separated by commas or semicolons.
   */
  tags?: string;
  /**
   * Column with the group whose cases are resampled together.
   */
  group?: string;
}
/**
 * One value that a template needs. `default` makes it optional; `required: false` without a default makes it `none` when absent.
 */
export interface InputDefinition {
  /**
   * The type the value is coerced to before rendering. A bare string becomes a list of one for `array<string>`; `true`, `yes`, `y` and `1` are true for `boolean`.
   */
  type: 'string' | 'number' | 'boolean' | 'array<string>' | 'object' | 'array<object>';
  /**
   * What the value means, for whoever fills it in. Shown in the catalogue and in error messages.
   */
  description?: string;
  /**
   * Whether a caller must give the value. Default true, or false when `default` is given.
   */
  required?: boolean;
  /**
   * The value used when a caller gives none. It must fit `type` and makes the input optional.
   */
  default?: unknown;
  /**
   * The only values allowed. Anything else is refused before a model is called.
   */
  enum?: unknown[];
  /**
   * Smallest number allowed, inclusive. Only for `type: number`.
   */
  min?: number;
  /**
   * Largest number allowed, inclusive. Only for `type: number`.
   */
  max?: number;
  /**
   * A regular expression (RE2 syntax) that must occur in the string. Anchor it with `^` and `$` to match the whole.
   */
  pattern?: string;
  /**
   * A typical value, for readers and for previews. It is never used in a run.
   */
  example?: unknown;
}
/**
 * The declared inputs by name. A name is a Jinja2 variable, so letters, digits and underscores only.
 */
export interface InputDefinitions {
  [k: string]: InputDefinition;
}
/**
 * One message of the conversation, or the place where earlier messages go.
 */
export interface RoleMessageDefinition {
  /**
   * Who speaks. `developer` is sent as such to vendors that know it and as `system` to others.
   */
  role: 'system' | 'user' | 'assistant' | 'developer';
  /**
   * What is said, as a Jinja2 template, or `{file}` naming a text file beside this document.
   */
  content: ContentDefinition;
  placeholder?: undefined;
}
/**
 * One message of the conversation, or the place where earlier messages go.
 */
export interface PlaceholderMessageDefinition {
  role?: undefined;
  content?: undefined;
  /**
   * Where the earlier messages of a conversation are put. They come from a case's `history` or from `--messages history=<file>`, else there are none.
   */
  placeholder: 'history';
}
/**
 * The model a prompt is written for.
 */
export interface ModelReference {
  /**
   * A model alias declared under `models` in `galley.yaml`. A suite's `models` or `--model` overrides it.
   */
  ref?: string;
  /**
   * Parameters this prompt needs. They override those of the alias, key by key.
   */
  parameters?: ModelParameters;
}
/**
 * How the model is asked to answer. Values merge in the order alias, prompt, suite, flag; the later one wins.
 */
export interface ModelParameters {
  /**
   * Randomness of the answer, 0 to 2. Lower is steadier; the vendor's default applies when absent.
   */
  temperature?: number;
  /**
   * Share of the probability mass that tokens are drawn from, 0 to 1. Change this or `temperature`, not both.
   */
  top_p?: number;
  /**
   * Most tokens the answer may have. A strict budget needs it, because it bounds what one call can cost.
   */
  max_tokens?: number;
  /**
   * Text, or a list of texts, at which the model stops writing.
   */
  stop?: string | string[];
  /**
   * Asks the vendor for repeatable draws. Vendors promise best effort only.
   */
  seed?: number;
  /**
   * How long a reasoning model thinks before it answers. Models without reasoning refuse it.
   */
  reasoning_effort?: 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh';
  /**
   * Further parameters, passed to the vendor unchanged and part of the cache key.
   */
  extra?: {
    [k: string]: unknown;
  };
}
/**
 * A model under a name of your own, so that prompts do not change when the model does.
 */
export interface ModelDefinition {
  /**
   * A provider declared under `providers`.
   */
  provider: string;
  /**
   * The vendor's name of the model. A `scripted` model may leave it out.
   */
  name?: string;
  /**
   * Parameters for every call of this alias. A prompt's own override them, key by key.
   */
  parameters?: ModelParameters;
  /**
   * Prices that override the built-in ones. Without either, the cost is unknown and a strict budget refuses the call.
   */
  pricing?: ModelPricing;
}
/**
 * Prices of a model, in US dollars per million tokens.
 */
export interface ModelPricing {
  /**
   * US dollars per million input tokens.
   */
  input_per_1m_usd: Money;
  /**
   * US dollars per million output tokens, reasoning included.
   */
  output_per_1m_usd: Money;
  /**
   * US dollars per million input tokens that the vendor had cached. Default is the price of input.
   */
  cached_input_per_1m_usd?: Money;
  /**
   * Day on which the prices were looked up, `YYYY-MM-DD`.
   */
  as_of: string;
  /**
   * Where the prices stand, for whoever checks them.
   */
  source?: string;
}
/**
 * The shape of the answer.
 */
export interface OutputDefinition {
  /**
   * `text` (default) or `json`. Under `json` the answer is parsed, and checks see its fields as `output.<field>`.
   */
  format?: 'text' | 'json';
  /**
   * JSON Schema of the answer. It is sent to models that support it and is a check in every suite of this prompt, unasked.
   */
  schema?: {
    [k: string]: unknown;
  };
}
/**
 * A reusable piece of template text, included by its id.
 */
export interface PartDocument {
  /**
   * Version of the document format. Always `galley/v1`.
   */
  apiVersion: 'galley/v1';
  /**
   * Says that this document is a Part.
   */
  kind: 'Part';
  /**
   * The document's id. It is its path below its kind's folder, without extension, and may be left out; when written it must be the same.
   */
  id?: string;
  /**
   * Semantic version of this document, as text. Raise it when the meaning changes; the project's `gate.version_bump` says what a forgotten raise means.
   */
  version?: string;
  /**
   * What this document is for, in a sentence.
   */
  description?: string;
  /**
   * Free-form facts about the document, with `tags`, `owners` and `visibility` read by Galley.
   */
  metadata?: DocumentMetadata;
  /**
   * Template language of this document. `jinja2` (default) prints what Python's Jinja2 prints; `dakora` adds its `default` and `yaml` filters.
   */
  dialect?: 'jinja2' | 'dakora';
  /**
   * The values the part reads. Optional; when given, every prompt that includes the part is checked against it.
   */
  inputs?: InputDefinitions;
  /**
   * The template text, or `{file}` naming a text file beside this document. A trailing newline is dropped.
   */
  content: ContentDefinition;
}
/**
 * `galley.yaml`: providers, models, budgets and gates of one project. What concerns money and keys is honoured from the base branch only.
 */
export interface ProjectDocument {
  /**
   * Version of the document format. Always `galley/v1`.
   */
  apiVersion: 'galley/v1';
  /**
   * Says that this document is a Project.
   */
  kind: 'Project';
  /**
   * Semantic version of this document, as text. Raise it when the meaning changes; the project's `gate.version_bump` says what a forgotten raise means.
   */
  version?: string;
  /**
   * What this document is for, in a sentence.
   */
  description?: string;
  /**
   * Free-form facts about the document, with `tags`, `owners` and `visibility` read by Galley.
   */
  metadata?: DocumentMetadata;
  /**
   * Name of the project in reports. Default is the folder's name.
   */
  name?: string;
  /**
   * Where models are called, by a name of your choice.
   */
  providers?: {
    [k: string]: ProviderDefinition;
  };
  /**
   * Model aliases that prompts and suites refer to. `judge` is the alias that `judge` checks call.
   */
  models?: {
    [k: string]: ModelDefinition;
  };
  /**
   * Aliases that a pull request may use. Default is every alias whose provider base names.
   */
  allowed_models?: string[];
  /**
   * Further places of documents, as globs, in addition to the default folders.
   */
  paths?: ProjectPaths;
  /**
   * What Galley itself may spend on model calls.
   */
  budgets?: ProjectBudgets;
  /**
   * What blocks a pull request, for the whole project.
   */
  gate?: ProjectGate;
  /**
   * How long answers may be reused.
   */
  cache?: ProjectCache;
  /**
   * Whether YAML below the document folders that is no Galley document is an error. Default false, which lists it.
   */
  strict_folders?: boolean;
}
/**
 * Answers from rules in a file, or echoes the prompt. An honest fake for demos, tests and dry runs, always labelled so.
 */
export interface ScriptedProvider {
  /**
   * Answers come from rules or echo the prompt; no vendor is called.
   */
  type: 'scripted';
  /**
   * Path of the file with the rules, relative to `galley.yaml`. Give this or `echo`.
   */
  file?: string;
  /**
   * Answers with the rendered prompt itself. Give this or `file`.
   */
  echo?: true;
  /**
   * How fast the provider may be called.
   */
  limits?: ProviderLimits;
}
/**
 * How fast a provider may be called.
 */
export interface ProviderLimits {
  /**
   * Most requests sent in a minute. Default is no limit but the vendor's.
   */
  requests_per_minute?: number;
  /**
   * Most requests under way at once. Default is the run's `--concurrency`.
   */
  concurrency?: number;
  /**
   * Seconds after which an unanswered request is given up. Default 120.
   */
  timeout_s?: number;
}
/**
 * The OpenAI API.
 */
export interface OpenaiProvider {
  /**
   * Calls OpenAI's API.
   */
  type: 'openai';
  /**
   * The API key. The key itself never stands in a file.
   */
  key: SecretReference;
  /**
   * Where requests are sent. Default `https://api.openai.com/v1`. The key goes only to hosts it is bound to.
   */
  base_url?: string;
  /**
   * OpenAI organisation that is billed.
   */
  organization?: string;
  /**
   * Whether the host may be on a private network or this machine. Default false. Honoured in the CLI only.
   */
  allow_private?: boolean;
  /**
   * How fast the provider may be called.
   */
  limits?: ProviderLimits;
}
/**
 * Names a secret instead of holding it.
 */
export interface SecretReference {
  /**
   * Name of the environment variable or `.env` entry that holds the value.
   */
  secret: string;
}
/**
 * Any server that speaks OpenAI's chat completions, such as Ollama, vLLM, LiteLLM or OpenRouter.
 */
export interface OpenaiCompatibleProvider {
  /**
   * Calls a server that speaks OpenAI's chat completions.
   */
  type: 'openai-compatible';
  /**
   * Where requests are sent, up to and including the version segment.
   */
  base_url: string;
  /**
   * The API key, when the server wants one. It is sent only to hosts it is bound to.
   */
  key?: SecretReference;
  /**
   * Whether the host may be on a private network or this machine. Default false. Honoured in the CLI only.
   */
  allow_private?: boolean;
  /**
   * How fast the provider may be called.
   */
  limits?: ProviderLimits;
}
/**
 * Globs per kind of document, relative to the project folder. A document's id is its path below the fixed part of the glob.
 */
export interface ProjectPaths {
  /**
   * Globs of prompts, in addition to `prompts/`.
   */
  prompts?: string[];
  /**
   * Globs of parts, in addition to `parts/`.
   */
  parts?: string[];
  /**
   * Globs of datasets, in addition to `datasets/`.
   */
  datasets?: string[];
  /**
   * Globs of suites, in addition to `suites/`.
   */
  suites?: string[];
}
/**
 * Spending limits, in US dollars.
 */
export interface ProjectBudgets {
  /**
   * Most that one run may spend, in US dollars. Without it a run has no cap of its own.
   */
  run_usd?: Money;
  /**
   * `strict` refuses a call whose worst case does not fit, `alert` warns and goes on, `disabled` only counts. Default `strict` when there is a limit, else `disabled`.
   */
  mode?: 'strict' | 'alert' | 'disabled';
}
/**
 * What blocks a pull request. A suite's own `gate` adds to it.
 */
export interface ProjectGate {
  /**
   * What an invalid document that the change touches means. Default `error`.
   */
  validate?: 'error' | 'warn' | 'off';
  /**
   * `regression` (default) blocks what is worse than base, `absolute` also blocks minima that base already missed, `off` only reports.
   */
  evaluate?: 'regression' | 'absolute' | 'off';
  /**
   * What it means when base's suite would fail on head and head's edited suite passes. Default `error`.
   */
  suite_weakened?: 'error' | 'warn' | 'off';
  /**
   * What a changed document with an unchanged `version` means. Default `warn`.
   */
  version_bump?: 'error' | 'warn' | 'off';
  /**
   * How much dearer a changed prompt may become.
   */
  cost_increase?: {
    /**
     * Largest increase of the price per call against base, in percent.
     */
    max_pct: number;
    /**
     * What a larger increase means. Default `warn`.
     */
    mode?: 'error' | 'warn' | 'off';
  };
  /**
   * What a case without an answer means. Default `error` in the bot and the Action and `warn` in the CLI.
   */
  not_executed?: 'error' | 'warn' | 'off';
}
/**
 * The local store of answers. Equal requests are answered from it without a call.
 */
export interface ProjectCache {
  /**
   * Oldest answer that is reused: a number with `m`, `h`, `d` or `w` for minutes, hours, days or weeks. Default `30d`.
   */
  max_age?: string;
}
/**
 * A prompt with its inputs, messages, model, cases and checks.
 */
export interface PromptDocument {
  /**
   * Version of the document format. Always `galley/v1`.
   */
  apiVersion: 'galley/v1';
  /**
   * Says that this document is a Prompt.
   */
  kind: 'Prompt';
  /**
   * The document's id. It is its path below its kind's folder, without extension, and may be left out; when written it must be the same.
   */
  id?: string;
  /**
   * Semantic version of this document, as text. Raise it when the meaning changes; the project's `gate.version_bump` says what a forgotten raise means.
   */
  version?: string;
  /**
   * What this document is for, in a sentence.
   */
  description?: string;
  /**
   * Free-form facts about the document, with `tags`, `owners` and `visibility` read by Galley.
   */
  metadata?: DocumentMetadata;
  /**
   * Template language of this document. `jinja2` (default) prints what Python's Jinja2 prints; `dakora` adds its `default` and `yaml` filters.
   */
  dialect?: 'jinja2' | 'dakora';
  /**
   * The values the template needs, by name. Every name a template uses must be declared here, and every declared name used.
   */
  inputs?: InputDefinitions;
  /**
   * The conversation sent to the model, in order. Give this or `content`, not both.
   */
  messages?: MessageDefinition[];
  /**
   * Template of a single user message. Give this or `messages`, not both.
   */
  content?: ContentDefinition;
  /**
   * The model this prompt is written for, and its parameters.
   */
  model?: ModelReference;
  /**
   * The shape of the answer. Without it the answer is text.
   */
  output?: OutputDefinition;
  /**
   * Functions the model may ask to call. Galley records the request and does not run the function.
   */
  tools?: ToolDefinition[];
  /**
   * Other versions of this prompt, by name, referred to as `<id>+<name>`. Inputs, cases and checks are the prompt's own.
   */
  variants?: {
    [k: string]: VariantDefinition;
  };
  /**
   * Cases to judge this prompt by. With `checks` they are a suite of the prompt's own id.
   */
  cases?: CaseDefinition[];
  /**
   * What must hold for the answer to every case above. Required when there are `cases`.
   */
  checks?: CheckDefinition[];
}
/**
 * A function the model may ask to call.
 */
export interface ToolDefinition {
  /**
   * Name of the function, as the model sees it. Letters, digits, `_` and `-`, at most 64.
   */
  name: string;
  /**
   * What the function does and when to use it. The model reads this.
   */
  description?: string;
  /**
   * JSON Schema of the function's arguments. Without it the function takes none.
   */
  parameters?: {
    [k: string]: unknown;
  };
}
/**
 * Another version of the same prompt under test. What it names replaces the prompt's own as a whole.
 */
export interface VariantDefinition {
  /**
   * What is different, in a few words.
   */
  description?: string;
  /**
   * Messages that replace the prompt's messages or content.
   */
  messages?: MessageDefinition[];
  /**
   * One user message that replaces the prompt's messages or content.
   */
  content?: ContentDefinition;
  /**
   * Model and parameters that replace the prompt's.
   */
  model?: ModelReference;
  /**
   * Answer shape that replaces the prompt's.
   */
  output?: OutputDefinition;
}
/**
 * Rules by which a `scripted` provider answers. The first rule that matches wins.
 */
export interface ScriptedFile {
  /**
   * What this script stands in for.
   */
  description?: string;
  /**
   * Rules, tried in order.
   */
  rules?: ScriptedRule[];
  /**
   * The answer when no rule matches.
   */
  otherwise: ScriptedAnswer;
}
/**
 * An answer and when it is given.
 */
export interface ScriptedRule {
  /**
   * When the rule applies.
   */
  when: ScriptedCondition;
  /**
   * The answer as text. A list gives one answer per repeat, cycled. Give this or `json`.
   */
  say?: string | string[];
  /**
   * The answer as data, sent as JSON text. Give this or `say`.
   */
  json?: unknown;
  /**
   * Tokens the answer claims to have used. Default is an estimate from the text.
   */
  usage?: ScriptedUsage;
  /**
   * Time the answer claims to have taken, in milliseconds. Default 0. Nothing waits for it.
   */
  latency_ms?: number;
}
/**
 * A test of what the model was sent: exactly one of the tests, and where to look.
 */
export interface ScriptedCondition {
  /**
   * Text that occurs, letter case counted.
   */
  contains?: string;
  /**
   * Text that occurs, letter case ignored.
   */
  icontains?: string;
  /**
   * A regular expression (RE2 syntax) that matches somewhere.
   */
  regex?: string;
  /**
   * Conditions that must all hold.
   */
  all?: ScriptedCondition[];
  /**
   * Conditions of which one must hold.
   */
  any?: ScriptedCondition[];
  /**
   * Where to look: `rendered` (default) is all messages' text, `system` the system messages, `last_user` the last user message.
   */
  of?: 'rendered' | 'system' | 'last_user';
}
/**
 * Token counts of an answer.
 */
export interface ScriptedUsage {
  /**
   * Tokens of the prompt.
   */
  input_tokens: number;
  /**
   * Tokens of the answer.
   */
  output_tokens: number;
}
/**
 * An answer without a condition.
 */
export interface ScriptedAnswer {
  /**
   * The answer as text. A list gives one answer per repeat, cycled. Give this or `json`.
   */
  say?: string | string[];
  /**
   * The answer as data, sent as JSON text. Give this or `say`.
   */
  json?: unknown;
  /**
   * Tokens the answer claims to have used. Default is an estimate from the text.
   */
  usage?: ScriptedUsage;
  /**
   * Time the answer claims to have taken, in milliseconds. Default 0. Nothing waits for it.
   */
  latency_ms?: number;
}
/**
 * Prompts, cases and checks that are judged together, and the gate they must pass.
 */
export interface SuiteDocument {
  /**
   * Version of the document format. Always `galley/v1`.
   */
  apiVersion: 'galley/v1';
  /**
   * Says that this document is a Suite.
   */
  kind: 'Suite';
  /**
   * The document's id. It is its path below its kind's folder, without extension, and may be left out; when written it must be the same.
   */
  id?: string;
  /**
   * Semantic version of this document, as text. Raise it when the meaning changes; the project's `gate.version_bump` says what a forgotten raise means.
   */
  version?: string;
  /**
   * What this document is for, in a sentence.
   */
  description?: string;
  /**
   * Free-form facts about the document, with `tags`, `owners` and `visibility` read by Galley.
   */
  metadata?: DocumentMetadata;
  /**
   * Prompts under test, each by id or as `<id>+<variant>`.
   */
  targets: string[];
  /**
   * Model aliases to run every target on. Default is each prompt's own model.
   */
  models?: string[];
  /**
   * Id of the dataset with the cases. Cases given here are added to it.
   */
  dataset?: string;
  /**
   * Cases of this suite alone, beside those of `dataset`.
   */
  cases?: CaseDefinition[];
  /**
   * Model parameters for this suite. They override the prompt's, key by key.
   */
  parameters?: ModelParameters;
  /**
   * How many answers are drawn for each case, 1 to 100. Default 1. More repeats tell noise from change and cost as many calls.
   */
  repeats?: number;
  /**
   * In how many of the repeats every check must pass for the case to pass. Default is the majority.
   */
  pass_at_least?: number;
  /**
   * What must hold for every answer. The prompt's `output.schema` is checked in addition.
   */
  checks: CheckDefinition[];
  /**
   * When this suite blocks a pull request.
   */
  gate?: SuiteGate;
}
/**
 * Limits that block a pull request when they are missed.
 */
export interface SuiteGate {
  /**
   * Limits on the share of cases that pass, per target and model.
   */
  pass_rate?: {
    /**
     * Smallest share of passing cases, 0 to 1, inclusive.
     */
    min?: number;
    /**
     * Largest drop against base that is accepted, 0 to 1. Default 0. Applies to the share and to each unweighted check.
     */
    max_drop?: number;
  };
  /**
   * What to do when there are too few cases to tell. Default `warn`.
   */
  when_unsure?: 'pass' | 'warn' | 'block';
  /**
   * Limit on the price of one whole run of this suite.
   */
  cost_per_run_usd?: {
    /**
     * Highest price of one run in US dollars, inclusive.
     */
    max: Money;
  };
  /**
   * Limit on the time within which 95 % of the answers are complete.
   */
  latency_p95_ms?: {
    /**
     * Longest time in milliseconds, inclusive.
     */
    max: number;
  };
  /**
   * How often a case that flips from pass to fail is run again on both sides before it may block, 0 to 20. Default 5; 0 means that flips are listed and never block.
   */
  confirm?: number;
  /**
   * What a case without an answer means for this suite. Default is the project's `gate.not_executed`.
   */
  not_executed?: 'error' | 'warn';
}
