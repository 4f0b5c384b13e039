import type { CheckKey, JsonValue } from '../../../library/nodes.ts';
import { isPlainObject } from '../../../units/own-value.ts';
import { showValue } from '../../show-text.ts';
import type { CheckPlug, Finding, Spent } from '../contract.ts';
import { jsonArgument } from '../prepare-argument.ts';
import { textOf } from '../text-value.ts';
import { askQuestion, type Judgement } from './ask-question.ts';
import type { JudgeQuestion } from './judge-question.ts';

/** One answer to judge. */
export interface JudgeTurn {
  /** The check's argument with its expressions filled in. */
  readonly argument: JsonValue;
  readonly answer: string;
  /** Lowest score that passes. */
  readonly min: number;
  ask<Verdict>(question: JudgeQuestion<Verdict>): Promise<Judgement<Verdict>>;
}

export interface JudgePlugOptions extends Pick<CheckPlug, 'subject'> {
  /** False for a judge that does not look at the answer; default true. */
  readonly readsValue?: boolean;
  /** False when its score is 0 or 1 alone; default true. */
  readonly grades?: boolean;
  /** Default 0.5. */
  readonly defaultMin?: number;
}

/** A check whose verdict a judging model gives, by one or more questions. */
export function judgePlug(
  key: CheckKey,
  judge: (turn: JudgeTurn) => Promise<Finding>,
  options: JudgePlugOptions = {},
): CheckPlug {
  const { readsValue = true, grades = true, defaultMin = 0.5, subject: called } = options;
  return {
    key,
    readsValue,
    asks: true,
    ...(grades && { grades }),
    ...(called !== undefined && { subject: called }),
    prepare(check, tools) {
      const argument = jsonArgument(check.argument);
      return async ({ value }, subject) => {
        const filled = argument.of(subject);
        if (filled.fault !== undefined) return { kind: 'error', reason: filled.fault };
        return judge({
          argument: filled.value,
          answer: textOf(value),
          min: check.min ?? defaultMin,
          ask: (question) => askQuestion(question, { check, tools, subject }),
        });
      };
    },
  };
}

/** A score from 0 to 1 that holds from `min` up. */
export function scored(score: number, min: number, why: string, spent: Spent): Finding {
  return {
    kind: 'judged',
    holds: score >= min,
    wanted: `to score at least ${min} from the judge`,
    got: `${Math.round(score * 1000) / 1000}: ${why}`,
    score,
    spent,
  };
}

/** A field of a map argument as text; a value that is no text is its canonical JSON, an absent one ''. */
export function textField(argument: JsonValue, key: string): string {
  const value = isPlainObject(argument) ? argument[key] : undefined;
  return value === undefined ? '' : textOf(value as JsonValue);
}

/** A judge's reason in quotes, shortened. */
export function quotedReason(reason: string): string {
  return showValue(reason);
}

/** JSON Schema of `{reason, <name>}`: the reason first, so that it is written before the verdict. */
export function reasonedSchema(name: string, schema: JsonValue): JsonValue {
  return {
    type: 'object',
    required: ['reason', name],
    properties: {
      reason: { type: 'string', description: 'One sentence: why.' },
      [name]: schema,
    },
    additionalProperties: false,
  };
}
