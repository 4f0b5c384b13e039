import { checkSchema } from '../../../matching/json-schema/check-schema.ts';
import type { JsonValue } from '../../nodes.ts';
import type { CheckBody } from './assertion-rules.ts';
import {
  type Conversion,
  type Converter,
  isCount,
  textValue,
  thresholdOf,
} from './check-conversion.ts';
import { convertText } from './convert-text.ts';
import { isMap, textOf } from './import-context.ts';
import {
  convertFaithfulness,
  convertGEval,
  convertRecall,
  convertRelevance,
  judged,
} from './judge-converters.ts';
import { convertToolArguments, convertToolSequence, convertToolUsed } from './tool-converters.ts';

/** What makes a check of each type of assertion that becomes one; it reports why it gives `undefined`. */
export const checkConverters: Readonly<Record<string, Converter>> = {
  equals: convertEquals,
  contains: textCheck('contains'),
  icontains: textCheck('icontains'),
  'starts-with': textCheck('starts_with'),
  regex: textCheck('regex'),
  'contains-all': listCheck('contains_all'),
  'contains-any': listCheck('contains_any'),
  'icontains-all': listCheck('icontains_all'),
  'icontains-any': listCheck('icontains_any'),
  'word-count': convertWordCount,
  levenshtein: compared('levenshtein', (threshold) => ({
    max: Math.max(0, Math.floor(threshold ?? 5)),
  })),
  'rouge-n': compared('rouge_n', (threshold) => ({ n: 1, min: ratioOf(threshold ?? 0.75) })),
  similar: convertSimilar,
  'similar:cosine': convertSimilar,
  'is-json': (conversion) => schemaCheck(conversion, 'json_schema', {}),
  'contains-json': (conversion) => schemaCheck(conversion, 'contains_json', true),
  'is-xml': convertXml,
  'is-valid-function-call': () => ({ valid_tool_call: true }),
  'is-valid-openai-function-call': () => ({ valid_tool_call: true }),
  'is-valid-openai-tools-call': () => ({ valid_tool_call: true }),
  'trajectory:tool-used': convertToolUsed,
  'trajectory:tool-args-match': convertToolArguments,
  'trajectory:tool-sequence': convertToolSequence,
  cost: limit('cost_usd'),
  latency: limit('latency_ms'),
  'finish-reason': convertFinishReason,
  'is-refusal': () => ({ is_refusal: true }),
  'llm-rubric': judged('judge'),
  'g-eval': convertGEval,
  factuality: judged('factuality'),
  'model-graded-factuality': judged('factuality'),
  'model-graded-closedqa': judged('closed_question'),
  'answer-relevance': convertRelevance,
  'context-faithfulness': convertFaithfulness,
  'context-recall': convertRecall,
};

function convertEquals(conversion: Conversion): CheckBody | undefined {
  const { value } = conversion.value;
  if (typeof value === 'object' && value !== null)
    return { json_schema: { const: value }, of: 'text' };
  return textCheck('equals')(conversion);
}

function textCheck(key: string): Converter {
  return (conversion) => {
    const text = textValue(conversion);
    return text === undefined ? undefined : { [key]: text, of: 'text' };
  };
}

function listCheck(key: string): Converter {
  return (conversion) => {
    const { assertion, value, what, locate, context } = conversion;
    const written = value.value;
    if (typeof written === 'string' && /^\s*\{\{[^{}]*\}\}\s*$/.test(written)) {
      const text = convertText(assertion, written.trim(), locate, context);
      return text === undefined ? undefined : { [key]: text, of: 'text' };
    }
    const items = Array.isArray(written) ? written.map(textOf) : splitCommas(textOf(written));
    const texts = items.filter((item) => item !== '');
    if (texts.length === 0 || texts.length > 100) {
      context.losses.lose(assertion, what, 'its `value` is no list of 1 to 100 texts');
      return undefined;
    }
    const converted = texts.map((item) => convertText(assertion, item, locate, context));
    if (converted.some((item) => item === undefined)) return undefined;
    return { [key]: converted as string[], of: 'text' };
  };
}

/** promptfoo's lists in one text: commas between, double quotes around what holds one. */
function splitCommas(text: string): string[] {
  const items =
    text.length > 10_000
      ? text.split(',')
      : (text.match(/\s*"(?:[^"\\]|\\.)*"\s*(?=,|$)|[^,]+/g) ?? []);
  return items
    .map((item) => item.trim().replace(/^"([\s\S]*)"$/, '$1'))
    .filter((item) => item !== '');
}

function convertWordCount({ assertion, value, what, context }: Conversion): CheckBody | undefined {
  const { value: written } = value;
  if (isMap(written)) {
    const { min, max } = written;
    const bounds = { ...(isCount(min) && { min }), ...(isCount(max) && { max }) };
    const isRange = !(isCount(min) && isCount(max) && min > max);
    if (isRange && Object.keys(bounds).length > 0) return { word_count: bounds, of: 'text' };
  }
  const count = Number(written);
  if (written !== undefined && written !== null && isCount(count)) {
    return { word_count: { min: count, max: count }, of: 'text' };
  }
  context.losses.lose(assertion, what, 'its `value` is no number of words');
  return undefined;
}

function compared(key: string, rest: (threshold: number | undefined) => CheckBody): Converter {
  return (conversion) => {
    const to = textValue(conversion);
    if (to === undefined) return undefined;
    return { [key]: { to, ...rest(thresholdOf(conversion)) }, of: 'text' };
  };
}

function ratioOf(threshold: number): number {
  return Math.min(1, Math.max(0, threshold));
}

function convertSimilar(conversion: Conversion): CheckBody | undefined {
  const min = ratioOf(thresholdOf(conversion) ?? 0.75);
  const { value } = conversion.value;
  if (!Array.isArray(value)) return compared('similar', () => ({ min }))(conversion);
  const checks = value.map((item) =>
    compared('similar', () => ({ min }))({ ...conversion, value: conversion.value.with(item) }),
  );
  return checks.some((check) => check === undefined) || checks.length === 0
    ? undefined
    : { any_of: checks as JsonValue[] };
}

function schemaCheck(
  { assertion, value, what, context }: Conversion,
  key: string,
  without: JsonValue,
): CheckBody | undefined {
  const { value: schema } = value;
  if (schema === undefined || schema === null || schema === '')
    return { [key]: without, of: 'text' };
  const [fault] = isMap(schema) ? checkSchema(schema) : [];
  if (isMap(schema) && fault === undefined) return { [key]: schema, of: 'text' };
  if (fault !== undefined) {
    context.losses.lose(assertion, what, `its JSON Schema is not valid: ${fault.message}`);
    return undefined;
  }
  context.losses.lose(
    assertion,
    what,
    'its `value` is no JSON Schema as a map',
    'write the schema out',
  );
  return undefined;
}

function convertXml({ value, what, context }: Conversion): CheckBody {
  if (value.value !== undefined && value.value !== null) {
    const reason = '`is_xml` says nothing of required elements: only the document is checked';
    context.losses.lose(value, what, reason);
  }
  return { is_xml: true, of: 'text' };
}

function limit(key: string): Converter {
  return (conversion) => {
    const max = thresholdOf(conversion);
    if (max !== undefined && max >= 0) return { [key]: { max } };
    conversion.context.losses.lose(conversion.assertion, conversion.what, 'it has no `threshold`');
    return undefined;
  };
}

const finishReasons = new Set(['stop', 'length', 'tool_calls']);

function convertFinishReason({
  assertion,
  value,
  what,
  context,
}: Conversion): CheckBody | undefined {
  const reason = String(value.value);
  if (finishReasons.has(reason)) return { finish_reason: reason };
  if (reason === 'content_filter') return { finish_reason: 'refusal' };
  context.losses.lose(assertion, what, `\`${reason}\` is no reason that every vendor gives`);
  return undefined;
}
