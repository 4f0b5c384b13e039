import type { CheckKey } from '../../library/nodes.ts';
import { allOf } from './all-of.ts';
import { answerRelevance } from './answer-relevance.ts';
import { anyOf } from './any-of.ts';
import { atLeast } from './at-least.ts';
import { closedQuestion } from './closed-question.ts';
import { command } from './command.ts';
import { contains } from './contains.ts';
import { containsAll } from './contains-all.ts';
import { containsAny } from './contains-any.ts';
import { containsJson } from './contains-json.ts';
import { contextRecall } from './context-recall.ts';
import type { CheckPlug } from './contract.ts';
import { costUsd } from './cost-usd.ts';
import { endsWith } from './ends-with.ts';
import { equals } from './equals.ts';
import { expected } from './expected.ts';
import { factuality } from './factuality.ts';
import { faithfulness } from './faithfulness.ts';
import { finishReason } from './finish-reason.ts';
import { grounded } from './grounded.ts';
import { icontains } from './icontains.ts';
import { icontainsAll } from './icontains-all.ts';
import { icontainsAny } from './icontains-any.ts';
import { isRefusal } from './is-refusal.ts';
import { isXml } from './is-xml.ts';
import { jsonSchema } from './json-schema.ts';
import { judge } from './judge.ts';
import { latencyMs } from './latency-ms.ts';
import { length } from './length.ts';
import { levenshtein } from './levenshtein.ts';
import { pairwise } from './pairwise.ts';
import { regex } from './regex.ts';
import { rougeN } from './rouge-n.ts';
import { rubric } from './rubric.ts';
import { similar } from './similar.ts';
import { sql } from './sql.ts';
import { startsWith } from './starts-with.ts';
import { tokens } from './tokens.ts';
import { toolArgs } from './tool-args.ts';
import { toolCalled } from './tool-called.ts';
import { toolSequence } from './tool-sequence.ts';
import { validToolCall } from './valid-tool-call.ts';
import { wordCount } from './word-count.ts';

/** Every kind of check, by its key in a document. */
export const checkPlugs: Readonly<Record<CheckKey, CheckPlug>> = {
  equals,
  expected,
  contains,
  contains_any: containsAny,
  contains_all: containsAll,
  icontains,
  icontains_any: icontainsAny,
  icontains_all: icontainsAll,
  starts_with: startsWith,
  ends_with: endsWith,
  regex,
  json_schema: jsonSchema,
  contains_json: containsJson,
  is_xml: isXml,
  length,
  word_count: wordCount,
  levenshtein,
  rouge_n: rougeN,
  grounded,
  is_refusal: isRefusal,
  finish_reason: finishReason,
  valid_tool_call: validToolCall,
  tool_called: toolCalled,
  tool_args: toolArgs,
  tool_sequence: toolSequence,
  tokens,
  latency_ms: latencyMs,
  cost_usd: costUsd,
  judge,
  rubric,
  factuality,
  closed_question: closedQuestion,
  pairwise,
  faithfulness,
  answer_relevance: answerRelevance,
  context_recall: contextRecall,
  similar,
  command,
  sql,
  any_of: anyOf,
  all_of: allOf,
  at_least: atLeast,
};
