import type { JsonValue } from '../../nodes.ts';

/** A check without its name and how it counts. */
export type CheckBody = Readonly<Record<string, JsonValue>>;

/** What becomes of one type of assertion. */
export type AssertionRule =
  | { readonly becomes: string; readonly reason?: undefined }
  | { readonly becomes?: undefined; readonly reason: string; readonly isRefused?: true };

const runsCode = {
  reason: 'it runs code, and an import takes none over',
  isRefused: true,
} as const;
const needsHtml = { reason: 'there is no check that parses HTML' };
const needsSql = { reason: 'there is no check that parses SQL in an answer' };
const needsTrace = { reason: 'it reads traces of an agent, and Galley sees its answers alone' };
const needsService = { reason: 'it asks a service of its vendor' };
const needsMetric = { reason: 'Galley has no such measure' };
const needsLogs = { reason: 'it needs the probabilities of tokens' };
const needsPeers = { reason: 'it compares answers of several prompts; write a `pairwise` check' };
const needsAgent = { reason: 'its grader searches, watches or acts, and a judge only reads' };

/** Every type of assertion of promptfoo, and the check that it becomes or why there is none. */
export const assertionRules: Readonly<Record<string, AssertionRule>> = {
  equals: { becomes: 'equals' },
  contains: { becomes: 'contains' },
  'contains-all': { becomes: 'contains_all' },
  'contains-any': { becomes: 'contains_any' },
  icontains: { becomes: 'icontains' },
  'icontains-all': { becomes: 'icontains_all' },
  'icontains-any': { becomes: 'icontains_any' },
  'starts-with': { becomes: 'starts_with' },
  regex: { becomes: 'regex' },
  'word-count': { becomes: 'word_count' },
  levenshtein: { becomes: 'levenshtein' },
  'rouge-n': { becomes: 'rouge_n' },
  similar: { becomes: 'similar' },
  'similar:cosine': { becomes: 'similar' },
  'similar:dot': { reason: '`similar` compares by cosine only' },
  'similar:euclidean': { reason: '`similar` compares by cosine only' },
  bleu: needsMetric,
  gleu: needsMetric,
  meteor: needsMetric,
  'is-json': { becomes: 'json_schema' },
  'contains-json': { becomes: 'contains_json' },
  'is-xml': { becomes: 'is_xml' },
  'contains-xml': { reason: '`is_xml` looks at the whole answer' },
  'is-html': needsHtml,
  'contains-html': needsHtml,
  'is-sql': needsSql,
  'contains-sql': needsSql,
  'is-valid-function-call': { becomes: 'valid_tool_call' },
  'is-valid-openai-function-call': { becomes: 'valid_tool_call' },
  'is-valid-openai-tools-call': { becomes: 'valid_tool_call' },
  'tool-call-f1': needsMetric,
  'skill-used': needsTrace,
  'trajectory:tool-used': { becomes: 'tool_called' },
  'trajectory:tool-args-match': { becomes: 'tool_args' },
  'trajectory:tool-sequence': { becomes: 'tool_sequence' },
  'trajectory:step-count': needsTrace,
  'trajectory:goal-success': needsTrace,
  'trace-span-count': needsTrace,
  'trace-span-duration': needsTrace,
  'trace-error-spans': needsTrace,
  cost: { becomes: 'cost_usd' },
  latency: { becomes: 'latency_ms' },
  perplexity: needsLogs,
  'perplexity-score': needsLogs,
  'finish-reason': { becomes: 'finish_reason' },
  'is-refusal': { becomes: 'is_refusal' },
  guardrails: needsService,
  moderation: needsService,
  javascript: runsCode,
  python: runsCode,
  ruby: runsCode,
  webhook: { reason: 'it sends answers to an address', isRefused: true },
  'llm-rubric': { becomes: 'judge' },
  'g-eval': { becomes: 'judge' },
  factuality: { becomes: 'factuality' },
  'model-graded-factuality': { becomes: 'factuality' },
  'model-graded-closedqa': { becomes: 'closed_question' },
  'answer-relevance': { becomes: 'answer_relevance' },
  'context-faithfulness': { becomes: 'faithfulness' },
  'context-recall': { becomes: 'context_recall' },
  'context-relevance': { reason: 'there is no check of the context alone but `context_recall`' },
  'conversation-relevance': { reason: 'a judge sees one answer, no conversation' },
  'noise-sensitivity': { reason: 'it needs a run of its own per context' },
  'agent-rubric': needsAgent,
  'search-rubric': needsAgent,
  'research-rubric': needsAgent,
  'video-rubric': needsAgent,
  classifier: needsService,
  pi: needsService,
  verdict: needsMetric,
  'select-best': needsPeers,
  'max-score': needsPeers,
  human: { reason: 'a person decides; label answers for `galley judge calibrate` instead' },
  'assert-set': { becomes: 'all_of' },
};
