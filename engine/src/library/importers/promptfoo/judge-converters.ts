import type { CheckBody } from './assertion-rules.ts';
import { type Conversion, type Converter, textValue, thresholdOf } from './check-conversion.ts';
import { textOf } from './import-context.ts';

/** A check whose argument is the assertion's text. */
export function judged(key: string): Converter {
  return (conversion) => {
    const text = textValue(conversion);
    if (text === undefined) return undefined;
    return { [key]: text, ...(key === 'judge' && minimumOf(conversion)), of: 'text' };
  };
}

function minimumOf(conversion: Conversion): { min?: number } {
  const threshold = thresholdOf(conversion);
  return threshold === undefined ? {} : { min: Math.min(1, Math.max(0, threshold)) };
}

/** `g-eval` as a `judge` check with promptfoo's threshold. */
export function convertGEval(conversion: Conversion): CheckBody | undefined {
  const { assertion, what, context } = conversion;
  const { value } = conversion.value;
  const text = Array.isArray(value) ? value.map(textOf).join('\n') : value;
  const body = judged('judge')({ ...conversion, value: conversion.value.with(text) });
  if (body === undefined) return undefined;
  context.losses.lose(
    assertion,
    what,
    'the judge scores at once, without steps written beforehand',
  );
  return { min: 0.7, ...body };
}

/** `answer-relevance`, asked of the variable `query` or the only text input. */
export function convertRelevance(conversion: Conversion): CheckBody | undefined {
  const { assertion, what, context, locate, question } = conversion;
  const path = locate('query') ?? question;
  if (path === undefined) {
    context.losses.lose(assertion, what, 'no variable `query` says what was asked');
    return undefined;
  }
  return {
    answer_relevance: { question: `\${{ case.${path} }}` },
    ...minimumOf(conversion),
    of: 'text',
  };
}

/** `context-faithfulness` over the variable `context`. */
export function convertFaithfulness(conversion: Conversion): CheckBody | undefined {
  const text = contextText(conversion);
  if (text === undefined) return undefined;
  return { faithfulness: { context: text }, ...strictMinimum(conversion), of: 'text' };
}

/** `context-recall` over the variable `context`. */
export function convertRecall(conversion: Conversion): CheckBody | undefined {
  const text = contextText(conversion);
  const expected = text === undefined ? undefined : textValue(conversion);
  if (text === undefined || expected === undefined) return undefined;
  return { context_recall: { context: text, expected }, ...strictMinimum(conversion), of: 'text' };
}

function contextText({ assertion, what, context, locate }: Conversion): string | undefined {
  const path = locate('context');
  if (path !== undefined) return `\${{ case.${path} }}`;
  context.losses.lose(assertion, what, 'the test has no variable `context`');
  return undefined;
}

/** Without a threshold promptfoo passes any score, and Galley only a full one. */
function strictMinimum(conversion: Conversion): { min?: number } {
  if (thresholdOf(conversion) === undefined) {
    const { assertion, what, context } = conversion;
    const reason = 'without a `threshold` promptfoo passes any score; here all must be supported';
    context.losses.lose(assertion, what, reason, 'write `min:` on the check');
  }
  return minimumOf(conversion);
}
