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
 * How the model is asked to answer.
 */
export type GithubParameters = {
  /**
   * Most tokens the answer may have.
   */
  maxTokens?: number;
  /**
   * Randomness of the answer.
   */
  temperature?: number;
  /**
   * Share of the probability mass that tokens are drawn from.
   */
  topP?: number;
  [k: string]: unknown;
} | null;
/**
 * One message of the conversation, or the place where earlier messages go.
 */
export type MessageDefinition = RoleMessageDefinition | PlaceholderMessageDefinition;
/**
 * A place where models are called.
 */
export type ProviderDefinition =
  | ScriptedProvider
  | OpenaiProvider
  | OpenaiCompatibleProvider
  | AzureOpenaiProvider
  | GroqProvider
  | HttpProvider
  | AnthropicProvider
  | GoogleProvider;
/**
 * A header's value, or the secret that holds it.
 */
export type HeaderValue =
  | string
  | {
      /**
       * Name of the environment variable or `.env` entry that holds the whole value of the header.
       */
      secret: string;
    };

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
   * Earlier messages of the conversation, oldest first. They stand where the prompt has `placeholder: history`, in this order and with these roles, and are sent as they are: never rendered as templates.
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
  /**
   * Checks of this case alone, beside those of its suite. Unweighted ones must pass for the case to pass. Their names differ from those of the suite's checks.
   */
  checks?: CheckDefinition[];
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
   * One of several texts occurs in the value, letter case counted. A list of texts, or an expression that gives one.
   */
  contains_any?: unknown;
  /**
   * Each of several texts occurs in the value, letter case counted. A list of texts, or an expression that gives one.
   */
  contains_all?: unknown;
  /**
   * One of several texts occurs in the value, letter case ignored. A list of texts, or an expression that gives one.
   */
  icontains_any?: unknown;
  /**
   * Each of several texts occurs in the value, letter case ignored. A list of texts, or an expression that gives one.
   */
  icontains_all?: unknown;
  /**
   * The text holds a JSON map or list somewhere, also in a fence or amid words. With a JSON Schema, one that satisfies it. A text that is too long to search cannot be judged.
   */
  contains_json?:
    | boolean
    | {
        [k: string]: unknown;
      };
  /**
   * The text is one well-formed XML document and nothing else: no words or fences around it, no entities of its own. With `root`, the name of its outermost element.
   */
  is_xml?:
    | true
    | {
        /**
         * Name of the outermost element, with its prefix.
         */
        root: string;
      };
  /**
   * Number of words in the value, in any language, between `min` and `max`, both inclusive.
   */
  word_count?: {
    /**
     * Fewest words, inclusive.
     */
    min?: number;
    /**
     * Most words, inclusive.
     */
    max?: number;
  };
  /**
   * The value differs from `to` in at most `max` characters that are inserted, deleted or replaced. Texts of more than 20,000 characters cannot be judged.
   */
  levenshtein?: {
    /**
     * The text to compare with.
     */
    to: string;
    /**
     * Most characters that may differ.
     */
    max: number;
  };
  /**
   * How many words the value shares with `to`: the F-score of ROUGE, 0 to 1, is at least `min`. Words are those of Unicode, letter case is ignored, nothing is stemmed.
   */
  rouge_n?: {
    /**
     * The text to compare with.
     */
    to: string;
    /**
     * 1: single words (default). 2: pairs of words. L: longest common sequence of words.
     */
    n?: 1 | 2 | 'L';
    /**
     * Lowest score that passes, 0 to 1. Default 0.5.
     */
    min?: number;
  };
  /**
   * What the value quotes (between quotation marks, or as a Markdown block quote) occurs in `source`. White space, letter case and the kind of quotation marks do not count; `…` stands for what was left out. A list of texts is a list of quotations. Without a quotation the check fails, unless `min_quotes` is 0.
   */
  grounded?: {
    /**
     * The text that may be quoted.
     */
    source: string;
    /**
     * Quotations of fewer words are ignored: single words in quotation marks are rarely citations. Default 3.
     */
    min_words?: number;
    /**
     * Fewest quotations. Default 1.
     */
    min_quotes?: number;
  };
  /**
   * The model refused to answer: the vendor says so, or the text begins with a phrase of refusal (English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Japanese, Chinese). The phrases are a heuristic. Mostly used with `not: true`.
   */
  is_refusal?: true;
  /**
   * Why the model stopped, or a list of allowed reasons: `stop`, `length` (cut off at `max_tokens`), `tool_calls`, `refusal`, `other`.
   */
  finish_reason?: ('stop' | 'length' | 'tool_calls' | 'refusal' | 'other') | unknown;
  /**
   * The answer calls tools, and every call names a tool of the prompt with arguments that satisfy its `parameters`.
   */
  valid_tool_call?: true;
  /**
   * A tool that the answer calls; with `min` and `max`, how often.
   */
  tool_called?:
    | unknown
    | {
        /**
         * Name of the tool.
         */
        name: string;
        /**
         * Fewest calls, inclusive. Default 1.
         */
        min?: number;
        /**
         * Most calls, inclusive.
         */
        max?: number;
      };
  /**
   * Arguments that one call of a tool has; it may have more, at any depth.
   */
  tool_args?: {
    /**
     * Name of the tool.
     */
    name: string;
    /**
     * Arguments to find. Maps may hold more keys, lists are as long and agree item by item.
     */
    args: {
      [k: string]: unknown;
    };
    /**
     * The arguments are these and no others.
     */
    exact?: boolean;
  };
  /**
   * Tools that the answer calls in this order; others may stand between them, unless `exact` is set.
   */
  tool_sequence?:
    | unknown
    | {
        /**
         * Names of tools, in order.
         */
        names: string[];
        /**
         * No other call stands before, between or behind them.
         */
        exact?: boolean;
      };
  /**
   * Tokens that the model wrote, as its vendor counted them. A count the vendor does not give cannot be judged: the check is an error, never a pass.
   */
  tokens?: {
    /**
     * Fewest tokens, inclusive.
     */
    min?: number;
    /**
     * Most tokens, inclusive.
     */
    max?: number;
  };
  /**
   * A statement that a judging model scores from 0 to 1 for this answer. Its calls cost money and are counted.
   */
  judge?: string;
  /**
   * Levels that a judging model chooses from, each a number with what it means. The score is the level's place from the lowest (0) to the highest (1).
   */
  rubric?: {
    /**
     * What the levels answer. Default: how good the answer is.
     */
    question?: string;
    /**
     * What each level means, by its number; at least two.
     */
    levels: {
      [k: string]: string;
    };
  };
  /**
   * A reference text that a judging model compares the answer's facts with: `subset`, `superset`, `equal`, `form` (differs only in form) or `disagrees`. Passes on all but `disagrees`; `{reference, pass}` names others.
   */
  factuality?:
    | {
        /**
         * Text that is taken to be true.
         */
        reference: string;
        /**
         * Which of the five comparisons pass. Default `subset`, `superset`, `equal` and `form`.
         */
        pass?: ('subset' | 'superset' | 'equal' | 'form' | 'disagrees')[];
      }
    | string;
  /**
   * A yes-or-no question about the answer. Passes when a judging model answers yes.
   */
  closed_question?: string;
  /**
   * Another answer that a judging model compares this one with, asked in both orders. Score 1 when this one is preferred both times, 0 when the other is, 0.5 when the two verdicts disagree or call it a tie.
   */
  pairwise?: {
    /**
     * The other answer.
     */
    against: string;
    /**
     * By what to prefer one of the two.
     */
    prefer: string;
  };
  /**
   * The answer says nothing that its context does not. A judging model lists the answer's claims, then says of each whether the context supports it; the score is supported ÷ claims, and 1 without any claim.
   */
  faithfulness?: {
    /**
     * What the answer may draw on.
     */
    context: string;
  };
  /**
   * The answer addresses the question. A judging model says whether it does completely (score 1), in part (0.5) or not at all (0).
   */
  answer_relevance?: {
    /**
     * What was asked.
     */
    question: string;
  };
  /**
   * The context holds what the expected answer needs, whatever the model answered. A judging model lists the expected answer's claims, then says of each whether the context supports it; the score is supported ÷ claims.
   */
  context_recall?: {
    /**
     * What was retrieved.
     */
    context: string;
    /**
     * The answer that the context should make possible.
     */
    expected: string;
  };
  /**
   * The answer means about the same as this text: the cosine of their embeddings, 0 to 1. Its calls cost money and are counted.
   */
  similar?: {
    /**
     * The text to compare with.
     */
    to: string;
    /**
     * Lowest cosine that passes, 0 to 1. Default 0.8; what is high depends on the model.
     */
    min?: number;
  };
  /**
   * Name of a program that galley.yaml names under `commands`. It reads case and answer as one line of JSON and prints `{"pass": …, "score": …, "reason": …}`. Only base's galley.yaml can name one, and the bot runs none.
   */
  command?: string;
  /**
   * A query over all answers of the suite, per target and model, in the table `answers`. It returns what is wrong: the check passes when it returns no row. Needs DuckDB.
   */
  sql?: string;
  /**
   * Checks of which one must pass. Each is written as usual, without `weight` and `hard`; groups may hold groups, up to 4 deep and 50 checks in all. All of them are judged, and a check without a verdict only matters when it could decide.
   */
  any_of?: CheckDefinition[];
  /**
   * Checks that must all pass, as one check. Its score is the share that pass.
   */
  all_of?: CheckDefinition[];
  /**
   * Checks of which some must pass. Its score is the share of the needed passes, at most 1.
   */
  at_least?: {
    /**
     * How many must pass.
     */
    count: number;
    /**
     * The checks to choose from.
     */
    of: CheckDefinition[];
  };
  /**
   * Lowest score that passes, 0 to 1. Default 0.5, and 1 for `faithfulness` and `context_recall`. Only with a judge that gives a score.
   */
  min?: number;
  /**
   * Model alias that judges. Default is the alias `judge`; for `similar` the alias `embedding`. Only with those checks.
   */
  model?: string;
  /**
   * Lets a model judge its own answers. Default false: a judge that is the model under test is an error, because models prefer what they wrote. Only with a judge.
   */
  same_model?: boolean;
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
   * What the cases hold and who may see them. Nothing of them is sent to another provider: not to a model under test, not to a judge, not for embeddings.
   */
  data?: DatasetData;
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
 * What the cases hold and who may see them.
 */
export interface DatasetData {
  /**
   * What kind of data it is, in a word of your own; shown where a provider may not see it.
   */
  class?: string;
  /**
   * Names under `providers` of galley.yaml that may see the cases; no other may.
   */
  providers: string[];
}
/**
 * A prompt in the format of GitHub Models (`.prompt.yml`), loaded in place as prompt, cases and checks. Keys that Galley does not know are ignored.
 */
export interface GithubPrompt {
  /**
   * Name of the prompt for people. Galley refers to the prompt by its path.
   */
  name?: string | null;
  /**
   * What the prompt is for.
   */
  description?: string | null;
  /**
   * Publisher and model. The part after the last slash is the model alias that galley.yaml has to declare.
   */
  model?: string | null;
  modelParameters?: GithubParameters;
  /**
   * Form of the answer.
   */
  responseFormat?: 'text' | 'json_object' | 'json_schema' | null;
  /**
   * The schema of a `json_schema` answer, as JSON text or as a map; either the schema itself or a map with `name` and `schema`.
   */
  jsonSchema?:
    | string
    | {
        [k: string]: unknown;
      }
    | null;
  /**
   * What is sent to the model. `{{name}}` is replaced by the value of that name; there is no other template language.
   */
  messages: GithubMessage[];
  /**
   * One map of values per case. Values that the messages do not name are what evaluators compare with.
   */
  testData?:
    | {
        [k: string]: unknown;
      }[]
    | null;
  /**
   * What must hold for each answer.
   */
  evaluators?: GithubEvaluator[] | null;
  [k: string]: unknown;
}
/**
 * One message to the model.
 */
export interface GithubMessage {
  /**
   * Who speaks.
   */
  role: 'system' | 'developer' | 'user' | 'assistant';
  /**
   * The text, with `{{name}}` for values.
   */
  content: string;
  [k: string]: unknown;
}
/**
 * One evaluator: `string`, `llm` or `uses`.
 */
export interface GithubEvaluator {
  /**
   * Name in reports.
   */
  name: string;
  string?: GithubStringEvaluator;
  llm?: GithubJudge;
  /**
   * An evaluator of GitHub's own. It becomes one `judge` check.
   */
  uses?: string;
  [k: string]: unknown;
}
/**
 * A comparison of the answer's text.
 */
export interface GithubStringEvaluator {
  /**
   * The whole answer.
   */
  equals?: string;
  /**
   * Text that occurs in the answer.
   */
  contains?: string;
  /**
   * What the answer begins with.
   */
  startsWith?: string;
  /**
   * What the answer ends with.
   */
  endsWith?: string;
}
/**
 * A judging model with a prompt of its own. It becomes one `judge` check.
 */
export interface GithubJudge {
  /**
   * The judging model. Galley asks the alias `judge`.
   */
  modelId?: string;
  /**
   * The judge's instructions.
   */
  systemPrompt?: string;
  /**
   * What the judge is asked.
   */
  prompt: string;
  /**
   * Answers of the judge with their scores.
   */
  choices?: GithubChoice[];
  [k: string]: unknown;
}
/**
 * One answer of the judge.
 */
export interface GithubChoice {
  /**
   * The word the judge answers.
   */
  choice: string;
  /**
   * Score of that answer, 0 to 1.
   */
  score: number;
  [k: string]: unknown;
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
   * Prices that override the published ones, or a list of them, each with the day `from` which it holds. Without either, the cost is unknown and a strict budget refuses the call.
   */
  pricing?: ModelPricing[] | ModelPricing;
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
   * US dollars per million input tokens that the vendor writes to its cache. Default is the price of input.
   */
  cache_write_per_1m_usd?: Money;
  /**
   * US dollars per million input tokens that the vendor writes to its cache and keeps for an hour. Default is the price of a cache write.
   */
  cache_write_1h_per_1m_usd?: Money;
  /**
   * Prices of large requests: those of the highest tier that the input tokens are above hold for the whole request.
   */
  tiers?: ModelPricingTier[];
  /**
   * Prices of the vendor's other service tiers, by the name that `extra.service_tier` or the answer gives. A tier that is not listed has an unknown price.
   */
  service_tiers?: {
    [k: string]: ModelPricingTable;
  };
  /**
   * First day on which the prices hold, `YYYY-MM-DD` in UTC. Without it they hold from the beginning, until those of a later day.
   */
  from?: string;
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
 * Prices of large requests, in US dollars per million tokens.
 */
export interface ModelPricingTier {
  /**
   * Holds for requests of more input tokens than this.
   */
  above_tokens: number;
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
   * US dollars per million input tokens that the vendor writes to its cache. Default is the price of input.
   */
  cache_write_per_1m_usd?: Money;
  /**
   * US dollars per million input tokens that the vendor writes to its cache and keeps for an hour. Default is the price of a cache write.
   */
  cache_write_1h_per_1m_usd?: Money;
}
/**
 * Prices of one service tier, in US dollars per million tokens.
 */
export interface ModelPricingTable {
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
   * US dollars per million input tokens that the vendor writes to its cache. Default is the price of input.
   */
  cache_write_per_1m_usd?: Money;
  /**
   * US dollars per million input tokens that the vendor writes to its cache and keeps for an hour. Default is the price of a cache write.
   */
  cache_write_1h_per_1m_usd?: Money;
  /**
   * Prices of large requests: those of the highest tier that the input tokens are above hold for the whole request.
   */
  tiers?: ModelPricingTier[];
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
   * A repository with a `galley.yaml` of defaults, at a full commit id. What this file says wins; what it leaves out comes from there. `providers`, `models` and `budgets` are completed entry by entry.
   */
  extends?: string;
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
   * How often prompts are called in production, by prompt id. Turns the cost of a change into an amount per month.
   */
  usage?: {
    [k: string]: ProjectUsage;
  };
  /**
   * Who may have the bot do what on a pull request. GitHub's word on the person is asked when the command is carried out.
   */
  permissions?: ProjectPermissions;
  /**
   * Who is told when a monthly budget is nearly used (`budgets.alert_pct`, 80 % unless it says otherwise) and when it is used up. Each is told once a month. Default is nobody.
   */
  notify?: ProjectNotify;
  /**
   * What blocks a pull request, for the whole project.
   */
  gate?: ProjectGate;
  /**
   * How long answers may be reused.
   */
  cache?: ProjectCache;
  /**
   * Where the bot keeps run records and signed recordings, and for how long.
   */
  history?: ProjectHistory;
  /**
   * The one comment on a pull request.
   */
  comment?: ProjectComment;
  /**
   * Programs that `command` checks may run, by name. Only what the base branch names runs, with an empty environment, without keys and without a shell.
   */
  commands?: {
    [k: string]: CommandDefinition;
  };
  /**
   * What to look for in prompts and answers. Guardrails only report, in reports and as SARIF; nothing is blocked by them.
   */
  guardrails?: ProjectGuardrails;
  /**
   * Whose signatures vouch for recorded answers that the base branch does not have. Honoured from the base branch only. See `galley cassette keygen`.
   */
  signing?: ProjectSigning;
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
   * Most requests sent in a minute, counted for each model. Default is no limit but the vendor's.
   */
  requests_per_minute?: number;
  /**
   * Most tokens sent and received in a minute, counted for each model; a request waits until its input and `max_tokens` fit. Default is no limit but the vendor's.
   */
  tokens_per_minute?: number;
  /**
   * Most requests under way at once. After an answer 429 Galley sends fewer, and slowly more again up to this. Default is the run's `--concurrency`.
   */
  concurrency?: number;
  /**
   * Seconds after which a request is given up, in all: connection, headers and body. Default 120.
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
   * Which of OpenAI's two interfaces answers: `chat` (chat completions) or `responses`. Default `chat`.
   */
  api?: 'chat' | 'responses';
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
 * OpenAI's models on Azure. The `name` of a model alias is the name of a deployment.
 */
export interface AzureOpenaiProvider {
  /**
   * Calls OpenAI's models on Azure.
   */
  type: 'azure-openai';
  /**
   * Address of the Azure OpenAI or Foundry resource, without a path.
   */
  base_url: string;
  /**
   * Calls the older interface in this dated version, by deployment. Default is the v1 interface, which has no dates.
   */
  api_version?: string;
  /**
   * Which model each deployment runs. Prices, token counts and what a reasoning model takes come from here; the price of a deployment that is not here is unknown.
   */
  deployments?: {
    [k: string]: string;
  };
  /**
   * The resource's key, sent as `api-key`. Default is the secret AZURE_OPENAI_API_KEY, which goes to Azure's own hosts only.
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
 * Models on Groq.
 */
export interface GroqProvider {
  /**
   * Calls Groq's API.
   */
  type: 'groq';
  /**
   * The API key. Default is the secret GROQ_API_KEY, which goes to Groq's own host only.
   */
  key?: SecretReference;
  /**
   * Where requests are sent. Default `https://api.groq.com/openai/v1`. The key goes only to hosts it is bound to.
   */
  base_url?: string;
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
 * A team's own endpoint: one POST with a JSON body, and paths to the answer in the response.
 */
export interface HttpProvider {
  /**
   * Calls an endpoint that speaks no vendor's interface.
   */
  type: 'http';
  /**
   * Where requests are sent, without a query.
   */
  url: string;
  /**
   * How requests are sent. Only POST.
   */
  method?: 'POST';
  /**
   * A key that is sent as `Authorization: Bearer …`, only to a host it is bound to.
   */
  key?: SecretReference;
  /**
   * Headers of every request. A value is a text, or a secret, which is sent only to a host it is bound to.
   */
  headers?: {
    [k: string]: HeaderValue;
  };
  /**
   * The JSON that is sent. Its texts may hold `${{ … }}` paths over `prompt` (the last user message), `system`, `messages`, `model`, `parameters`, `tools`, `output.schema`, `output.format` and `repeat`. A path alone keeps its value's type; when the request has no such value, its key is left out.
   */
  body: {
    [k: string]: unknown;
  };
  /**
   * Path to the answer in the response; what is not text becomes JSON. Default is the whole body.
   */
  output?: string;
  /**
   * Path to the word that says why the answer ended: `stop`, `length`, `content_filter` and the like.
   */
  finish_reason?: string;
  /**
   * Paths to the tokens that the endpoint counted. Without them what a call costs is unknown.
   */
  usage?: UsagePaths;
  /**
   * How the same endpoint embeds a text, for the check `similar`. Left out: it does not.
   */
  embedding?: EmbeddingEndpoint;
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
 * Where a response says how many tokens it took.
 */
export interface UsagePaths {
  /**
   * Path to the tokens of the request, cached ones included.
   */
  input_tokens?: string;
  /**
   * Path to the tokens of the answer, reasoning included.
   */
  output_tokens?: string;
  /**
   * Path to the tokens of the request that came from a cache.
   */
  cached_input_tokens?: string;
}
/**
 * How an endpoint turns a text into a vector.
 */
export interface EmbeddingEndpoint {
  /**
   * The JSON that is sent; `${{ prompt }}` is the text.
   */
  body: {
    [k: string]: unknown;
  };
  /**
   * Path to the list of numbers in the response.
   */
  output: string;
}
/**
 * The Anthropic API. Where nothing gives `max_tokens`, 4096 are asked for: the API requires a number.
 */
export interface AnthropicProvider {
  /**
   * Calls Anthropic's Messages API.
   */
  type: 'anthropic';
  /**
   * The API key. The key itself never stands in a file.
   */
  key: SecretReference;
  /**
   * Where requests are sent, without the version segment. Default `https://api.anthropic.com`. The key goes only to hosts it is bound to.
   */
  base_url?: string;
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
 * Google's Gemini API with a `key`, or Vertex AI with `vertex` and `credentials`.
 */
export interface GoogleProvider {
  /**
   * Calls Google's generateContent.
   */
  type: 'google';
  /**
   * The key of the Gemini API. The key itself never stands in a file. Give this or `vertex`.
   */
  key?: SecretReference;
  /**
   * Calls Vertex AI in this project instead of the Gemini API. Give this or `key`.
   */
  vertex?: VertexPlace;
  /**
   * What authorizes calls to Vertex AI: the secret holds a service account's key file (the JSON), or an access token.
   */
  credentials?: SecretReference;
  /**
   * Where requests are sent, without the version segment. Default is Google's own address. The key goes only to hosts it is bound to.
   */
  base_url?: string;
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
 * Where in Google Cloud models are called.
 */
export interface VertexPlace {
  /**
   * Id of the Google Cloud project that is billed.
   */
  project: string;
  /**
   * The region whose machines answer, `us` or `eu` for several, or `global`.
   */
  location: string;
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
   * Most that all runs for one pull request may spend together, in US dollars.
   */
  pull_request_usd?: Money;
  /**
   * Most that all runs of this repository may spend in a calendar month (UTC), in US dollars.
   */
  month_usd?: Money;
  /**
   * Most that one person or bot may spend in a calendar month (UTC), in US dollars.
   */
  actor_usd?: Money;
  /**
   * Most tokens, input and output together, of all runs of this repository in a calendar month (UTC).
   */
  tokens_month?: number;
  /**
   * Share of a limit, in per cent, at which `mode: alert` tells once that it is near. Default 80.
   */
  alert_pct?: number;
  /**
   * `strict` refuses a call whose worst case does not fit, `alert` warns and goes on, `disabled` only counts. Default `strict` when there is a limit, else `disabled`.
   */
  mode?: 'strict' | 'alert' | 'disabled';
}
/**
 * How often one prompt is called.
 */
export interface ProjectUsage {
  /**
   * Calls in a month, as measured or expected.
   */
  calls_per_month: number;
}
/**
 * The least that somebody must be, per kind of command.
 */
export interface ProjectPermissions {
  /**
   * Who may ask for evaluations, which cost money. Default `write`. A role of GitHub (`read`, `triage`, `write`, `maintain`, `admin`), or a team such as `@acme/prompt-owners`, whose members and admins may.
   */
  evaluate?: string;
  /**
   * Who may have prompts optimized, once there is a command for it. Default `maintain`. A role of GitHub (`read`, `triage`, `write`, `maintain`, `admin`), or a team such as `@acme/prompt-owners`, whose members and admins may.
   */
  optimize?: string;
  /**
   * Who may take responsibility for a verdict; never the author of the pull request. Default `maintain`. A role of GitHub (`read`, `triage`, `write`, `maintain`, `admin`), or a team such as `@acme/prompt-owners`, whose members and admins may.
   */
  accept?: string;
  /**
   * What pull requests from forks get. `free-checks` (default): what costs nothing, and all else once someone with write approves the commit. `never`: what costs nothing, always.
   */
  forks?: 'free-checks' | 'never';
}
/**
 * Who is told about budgets.
 */
export interface ProjectNotify {
  /**
   * Whether the bot opens an issue in this repository. Default false.
   */
  issue?: boolean;
  webhook?: NotifyWebhook;
}
/**
 * The secret that holds an address, which gets a JSON message by POST. The address itself never stands here.
 */
export interface NotifyWebhook {
  /**
   * Name of the secret in the operator's store.
   */
  secret: string;
}
/**
 * What blocks a pull request. A suite's own `gate` adds to it.
 */
export interface ProjectGate {
  /**
   * `enforce` (default) blocks what the other keys say; `observe` shows the same and blocks nothing: no check fails and `galley proof` exits with 0.
   */
  mode?: 'enforce' | 'observe';
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
 * Where run records and signed recordings are kept.
 */
export interface ProjectHistory {
  /**
   * The branch that holds them; it begins with `galley/`, has no common history with other branches, and is rewritten when records get too old. Default `galley/ledger`.
   */
  branch?: string;
  /**
   * Another repository that holds the branch, where the App should not write to this one.
   */
  repo?: string;
  /**
   * How long records are kept: a number with `d` or `w` for days or weeks. Default `90d`.
   */
  retain?: string;
  /**
   * Whether the branch may hold answers, as signed recordings. Default false: run records alone, without a prompt's or an answer's text.
   */
  store_outputs?: boolean;
}
/**
 * How the comment is kept and what it shows.
 */
export interface ProjectComment {
  /**
   * `update` (default) edits the one comment in place. `hide-and-new` folds it away as outdated and writes a new one, which notifies.
   */
  mode?: 'update' | 'hide-and-new';
  /**
   * How much of models' answers the comment and the checks show. `none`: only which cases changed. `masked` (default): their text, without what looks like personal data or a secret. `full`: their text.
   */
  outputs?: 'none' | 'masked' | 'full';
}
/**
 * A program that judges answers. It reads one line of JSON, `{"case": …, "answer": …, "value": …, "rendered": …}`, and prints `{"pass": true, "score": 0.9, "reason": "…"}`, at most 64 KB. It starts in the project folder.
 */
export interface CommandDefinition {
  /**
   * The program, found on the PATH, and its arguments. No shell reads them.
   */
  run: string[];
  /**
   * Seconds that one answer may take before the program is killed. Default 10.
   */
  timeout_s?: number;
}
/**
 * What to look for in prompts and answers.
 */
export interface ProjectGuardrails {
  /**
   * Personal data: email addresses, telephone numbers, bank accounts, payment cards, social security numbers. `alert` reports it, `off` (default) does not look.
   */
  pii?: 'alert' | 'off';
  /**
   * Keys, tokens and passwords. `alert` reports it, `off` (default) does not look.
   */
  secrets?: 'alert' | 'off';
  /**
   * Phrases and marks that try to replace the instructions of the prompt. `alert` reports it, `off` (default) does not look.
   */
  injection?: 'alert' | 'off';
}
/**
 * Public keys whose signatures on recorded answers count.
 */
export interface ProjectSigning {
  /**
   * Name of this repository. A signature counts only where it was made for: a line copied from another repository does not.
   */
  repository: string;
  /**
   * Ed25519 public keys by a name of your own. Taking one out takes the trust from everything it signed.
   */
  keys: {
    [k: string]: string;
  };
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
   * What must hold for the answer to every case above. May be left out when every case has `checks` of its own.
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
   * When this suite runs without being named: at every pull request (`proof`, and `galley eval`), or only with `galley eval --when nightly` or `--when manual`. Default `pull_request`. Moving a suite away from pull requests weakens it.
   */
  when?: 'pull_request' | 'nightly' | 'manual';
  /**
   * In how many of the repeats every check must pass for the case to pass. Default is the majority.
   */
  pass_at_least?: number;
  /**
   * What must hold for every answer. The prompt's `output.schema` is checked in addition. May be left out when every case has `checks` of its own.
   */
  checks?: CheckDefinition[];
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
