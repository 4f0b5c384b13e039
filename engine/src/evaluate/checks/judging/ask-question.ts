import type { Check } from '../../../library/nodes.ts';
import type { AskResult } from '../../../models/model-desk.ts';
import { isPlainObject } from '../../../units/own-value.ts';
import { showText, showValue } from '../../show-text.ts';
import type { CheckSubject, CheckTools, Finding, Spent } from '../contract.ts';
import { judgeCall } from '../judge-call.ts';
import { type JudgeQuestion, questionMessages } from './judge-question.ts';

/** A judge's verdict with what it cost, or why there is none. */
export type Judgement<Verdict> =
  | { readonly kind: 'given'; readonly verdict: Verdict; readonly spent: Spent }
  | Extract<Finding, { kind: 'error' | 'not-executed' }>;

export interface Asker {
  readonly check: Pick<Check, 'key' | 'model'>;
  readonly tools: Pick<CheckTools, 'suite' | 'askJudge' | 'signal'>;
  readonly subject: Pick<CheckSubject, 'case' | 'repeat'>;
}

/** Asks a judging model once. One that fails or answers something else is an error, not asked twice. */
export async function askQuestion<Verdict>(
  question: JudgeQuestion<Verdict>,
  { check, tools, subject }: Asker,
): Promise<Judgement<Verdict>> {
  const call = judgeCall(check, {
    messages: questionMessages(question),
    schema: question.schema,
    repeat: subject.repeat,
    recording: { suite: tools.suite, caseId: subject.case.id },
  });
  const result = await tools.askJudge(call, tools.signal);
  const spent = spentOn(result);
  if (result.kind === 'not-executed') {
    return { kind: 'not-executed', reason: result.reason, spent };
  }
  if (result.kind === 'error') {
    return { kind: 'error', reason: `the judge failed: ${showText(result.message)}`, spent };
  }
  const { text } = result.answer;
  const value = parseObject(text);
  const verdict = value && question.read(value);
  if (verdict === undefined) {
    return {
      kind: 'error',
      reason: `the judge did not answer as it was asked to: ${showValue(text)}`,
      spent,
    };
  }
  return { kind: 'given', verdict, spent };
}

/** What one call of a check cost. */
export function spentOn(result: AskResult): Spent {
  if (result.kind === 'not-executed') return nothingSpent;
  return {
    costNanoUsd: result.costNanoUsd,
    savedNanoUsd: result.kind === 'answered' ? result.savedNanoUsd : 0,
    isUpperBound: result.isUpperBound,
    requests: result.requests,
  };
}

const nothingSpent: Spent = { costNanoUsd: 0, savedNanoUsd: 0, isUpperBound: false, requests: 0 };

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isPlainObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
