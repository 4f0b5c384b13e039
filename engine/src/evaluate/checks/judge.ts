import type { AskResult } from '../../models/model-desk.ts';
import { showText, showValue } from '../show-text.ts';
import type { CheckPlug, Finding, Spent } from './contract.ts';
import { judgeCall } from './judge-call.ts';
import { readGrade } from './judge-prompt.ts';
import { textArgument } from './prepare-argument.ts';
import { textOf } from './text-value.ts';

const defaultMin = 0.5;

/**
 * A judging model scores the value by a rubric; it holds from `min` (default 0.5) up. A judge that
 * fails or answers something else is an error; it is not asked twice. Its calls are counted.
 */
export const judge: CheckPlug = {
  key: 'judge',
  readsValue: true,
  prepare(check, tools) {
    const rubric = textArgument(check.argument);
    const min = check.min ?? defaultMin;
    return async ({ value }, subject) => {
      const wanted = rubric.of(subject);
      if (wanted.fault !== undefined) return { kind: 'error', reason: wanted.fault };
      const call = judgeCall(check, {
        rubric: wanted.value,
        answer: textOf(value),
        repeat: subject.repeat,
        recording: { suite: tools.suite, caseId: subject.case.id },
      });
      return readAnswer(await tools.askJudge(call, tools.signal), min);
    };
  },
};

function readAnswer(result: AskResult, min: number): Finding {
  if (result.kind === 'not-executed') return { kind: 'not-executed', reason: result.reason };
  const spent: Spent = {
    costNanoUsd: result.costNanoUsd,
    savedNanoUsd: result.kind === 'answered' ? result.savedNanoUsd : 0,
    isUpperBound: result.isUpperBound,
    requests: result.requests,
  };
  if (result.kind === 'error') {
    return { kind: 'error', reason: `the judge failed: ${showText(result.message)}`, spent };
  }
  const grade = readGrade(result.answer.text);
  if (grade === undefined) {
    const shown = showValue(result.answer.text);
    return { kind: 'error', reason: `the judge gave no score: ${shown}`, spent };
  }
  return {
    kind: 'judged',
    holds: grade.score >= min,
    wanted: `to score at least ${min} from the judge`,
    got: `${grade.score}: ${showValue(grade.reason)}`,
    score: grade.score,
    spent,
  };
}
