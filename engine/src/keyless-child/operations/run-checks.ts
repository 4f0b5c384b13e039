import { GalleyError } from '../../errors/galley-error.ts';
import type { CheckSubject } from '../../evaluate/checks/contract.ts';
import { checkPlugs } from '../../evaluate/checks/registry.ts';
import { prepareChecks } from '../../evaluate/checks/run-checks.ts';
import type { CheckResult } from '../../evaluate/results.ts';
import type { Check, CheckKey } from '../../library/nodes.ts';
import type {
  PlainCheck,
  PlainCheckResult,
  PlainSubject,
  RunChecksRequest,
} from '../../ports/hostile-text.ts';

/** Runs checks that call no model; they are compiled once for all subjects. */
export async function runChecks({
  checks,
  subjects,
  tools = [],
}: RunChecksRequest): Promise<readonly (readonly PlainCheckResult[])[]> {
  const prepared = prepareChecks(checks.map(checkOf), {
    suite: '',
    promptTools: tools,
    askJudge: () => Promise.reject(new TypeError('a judge is asked outside the child')),
    signal: new AbortController().signal,
  });
  const results: PlainCheckResult[][] = [];
  for (const plain of subjects) {
    const subject = subjectOf(plain);
    const judged =
      subject.answer === undefined
        ? prepared.withoutAnswer(subject, 'not-executed')
        : (await prepared.run(subject)).results;
    results.push(judged.map(plainResult));
  }
  return results;
}

function checkOf(check: PlainCheck): Check {
  if (Object.hasOwn(checkPlugs, check.key) && checkPlugs[check.key as CheckKey].asks !== true) {
    const { members, ...own } = check;
    const plain = { weight: undefined, at: { line: 1, column: 1 }, ...own };
    return { ...plain, ...(members && { members: members.map(checkOf) }) } as Check;
  }
  const shown = JSON.stringify(check.key.slice(0, 60));
  throw new GalleyError('usage', `expected a check that calls no model, got ${shown}`, {
    hint: 'Judges are asked where the keys are.',
  });
}

function subjectOf({ case: item, rendered, answer }: PlainSubject): CheckSubject {
  const { id, inputs, expected, isExpectedText, history } = item;
  return {
    case: {
      id,
      inputs,
      tags: [],
      ...(expected !== undefined && { expected }),
      ...(isExpectedText && { isExpectedText }),
      ...(history && { history }),
    },
    rendered,
    answer: answer && {
      ...answer,
      jsonFault: answer.jsonFault,
      finishReason: answer.finishReason ?? 'other',
      listCostNanoUsd: answer.listCostNanoUsd,
      usage: {
        inputTokens: answer.usage.inputTokens,
        cachedInputTokens: answer.usage.cachedInputTokens,
        outputTokens: answer.usage.outputTokens,
      },
    },
    repeat: 0,
  };
}

function plainResult({ name, outcome, score, reason }: CheckResult): PlainCheckResult {
  return {
    name,
    outcome,
    ...(score !== undefined && { score }),
    ...(reason !== undefined && { reason }),
  };
}
