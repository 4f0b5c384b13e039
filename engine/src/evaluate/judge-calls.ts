import { hasExpressions } from '../expressions/parse-expressions.ts';
import { askedAlias, flatChecks } from '../library/asked-alias.ts';
import type { Check, JsonValue } from '../library/nodes.ts';
import type { AskResult, ModelCall } from '../models/model-desk.ts';
import { canonicalJson } from '../units/canonical-json.ts';
import { isPlainObject } from '../units/own-value.ts';
import type { CheckSubject, SubjectAnswer } from './checks/contract.ts';
import { checkPlugs } from './checks/registry.ts';

/**
 * The calls that checks would make to judge an answer, for an estimate: every question is asked of
 * nobody and answered by a sample that its schema allows, so that what follows from it is asked too.
 */
export async function judgeCalls(
  checks: readonly Check[],
  subject: CheckSubject & { readonly answer: SubjectAnswer },
): Promise<ModelCall[]> {
  const calls: ModelCall[] = [];
  const askJudge = async (call: ModelCall): Promise<AskResult> => {
    calls.push(call);
    return sampleResult(call);
  };
  for (const check of flatChecks(checks)) {
    if (askedAlias(check) === undefined) continue;
    const judge = checkPlugs[check.key].prepare(check, {
      suite: '',
      promptTools: [],
      askJudge,
      signal: new AbortController().signal,
      prepareMember: () => () => Promise.reject(new TypeError('a judge has no members')),
    });
    await judge({ value: subject.answer.text, isRawText: true }, subject);
  }
  // No recording is looked up: it belongs to an answer that nobody has seen yet.
  return calls.map(({ recording: _, ...call }) => call);
}

/** True when what a check asks differs from case to case beyond the answer. */
export function asksPerCase(checks: readonly Check[]): boolean {
  return [...flatChecks(checks)].some(
    (check) => askedAlias(check) !== undefined && hasExpressions(canonicalJson(check.argument)),
  );
}

function sampleResult(call: ModelCall): AskResult {
  const text =
    call.task === 'embedding' ? '[1]' : JSON.stringify(sampleOf(call.output.schema ?? {}));
  return {
    kind: 'answered',
    answer: {
      text,
      toolCalls: [],
      finishReason: 'stop',
      usage: { inputTokens: undefined, cachedInputTokens: undefined, outputTokens: undefined },
      model: '',
      latencyMs: 0,
    },
    source: 'scripted',
    costNanoUsd: 0,
    isUpperBound: false,
    listCostNanoUsd: 0,
    savedNanoUsd: 0,
    requests: 0,
    requestKey: '',
  };
}

/** The smallest value of a judge's answer schema that leads on: one item in every list. */
function sampleOf(schema: JsonValue): JsonValue {
  if (!isPlainObject(schema)) return null;
  const { type, enum: choices, properties, items } = schema as Record<string, JsonValue>;
  if (Array.isArray(choices)) return choices[0] ?? null;
  if (type === 'array') return [sampleOf(items ?? {})];
  if (type === 'integer') return 1;
  if (type === 'number') return 0;
  if (type === 'boolean') return true;
  if (type === 'string') return 'sample';
  const entries = Object.entries((properties ?? {}) as Record<string, JsonValue>);
  return Object.fromEntries(entries.map(([key, item]) => [key, sampleOf(item)]));
}
