import type { Case, Check, JsonValue } from '../../library/nodes.ts';
import { readOutput } from '../../run/read-output.ts';
import type { CheckSubject, CheckTools, SubjectAnswer } from '../checks/contract.ts';
import { prepareChecks } from '../checks/run-checks.ts';
import type { CheckResult } from '../results.ts';

/** A case of the refund desk, for tests of checks. */
export const refundCase: Case = {
  id: 'within-30-days',
  inputs: { message: 'Refund please', brand: 'Acme (Ltd.)' },
  expected: { decision: 'refund', customer: { plan: 'basic' } },
  tags: ['refund'],
};

export interface SubjectParts
  extends Partial<Omit<SubjectAnswer, 'output' | 'isText' | 'jsonFault'>> {
  readonly format?: 'text' | 'json';
  readonly case?: Partial<Case>;
  readonly rendered?: CheckSubject['rendered'];
}

/** One answer to the refund case; its `output` follows from `format`, which is text by default. */
export function subjectOf(text: string, parts: SubjectParts = {}): CheckSubject {
  const { format = 'text', case: item, rendered, ...answer } = parts;
  return {
    case: { ...refundCase, ...item },
    rendered: rendered ?? [
      { role: 'system', content: 'You decide for Acme.' },
      { role: 'user', content: 'Refund please' },
    ],
    repeat: 0,
    answer: {
      text,
      ...readOutput(text, format),
      toolCalls: [],
      finishReason: 'stop',
      usage: { inputTokens: 20, cachedInputTokens: undefined, outputTokens: 5 },
      latencyMs: 120,
      listCostNanoUsd: 3_000_000,
      ...answer,
    },
  };
}

/** A JSON answer to the refund case. */
export function jsonSubject(value: JsonValue, parts: SubjectParts = {}): CheckSubject {
  return subjectOf(JSON.stringify(value), { ...parts, format: 'json' });
}

/** The result of one check on one subject, as an evaluation would have it. */
export async function resultOf(
  check: Check,
  subject: CheckSubject,
  askJudge: CheckTools['askJudge'] = () => Promise.reject(new TypeError('no judge here')),
  promptTools: CheckTools['promptTools'] = [],
  outside: Pick<CheckTools, 'commands' | 'programs'> = {},
): Promise<CheckResult> {
  const { signal } = new AbortController();
  const tools = { suite: 'support/refund', promptTools, askJudge, signal, ...outside };
  const { results } = await prepareChecks([check], tools).run(subject);
  const [result] = results;
  if (result === undefined) throw new TypeError('one check gives one result');
  return result;
}
