import { evaluateExpression } from '../../expressions/evaluate-expression.ts';
import {
  hasExpressions,
  type ParsedExpressions,
  parseExpressions,
} from '../../expressions/parse-expressions.ts';
import type { JsonValue } from '../../library/nodes.ts';
import { canonicalJson } from '../../units/canonical-json.ts';
import { isPlainObject } from '../../units/own-value.ts';
import type { CheckSubject } from './contract.ts';

/** A check's argument for one case, or why it has none there. */
export type ArgumentResult<Value> =
  | { readonly value: Value; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: string };

/** A check's argument, its expressions parsed once. */
export interface PreparedArgument<Value> {
  /** Present when the argument is the same for every case. */
  readonly fixed: Value | undefined;
  of(subject: CheckSubject): ArgumentResult<Value>;
}

/**
 * An argument that is text, possibly with `${{ case.… }}` in it.
 * @param insert how an inserted value is written; a value that is no text is canonical JSON first
 */
export function textArgument(
  argument: JsonValue,
  insert: (text: string) => string = (text) => text,
): PreparedArgument<string> {
  const text = typeof argument === 'string' ? argument : canonicalJson(argument);
  if (!hasExpressions(text)) return fixedArgument(text);
  const parsed = parseExpressions(text);
  return {
    fixed: undefined,
    of(subject) {
      let written = '';
      for (const segment of parsed.segments) {
        if (segment.kind === 'literal') {
          written += segment.text;
          continue;
        }
        const result = evaluateExpression(
          { text: '', segments: [segment], faults: [] },
          scopeOf(subject),
        );
        if (result.faults !== undefined) return { fault: faultText(result.faults) };
        written += insert(
          typeof result.value === 'string' ? result.value : canonicalJson(result.value),
        );
      }
      return parsed.faults.length > 0 ? { fault: faultText(parsed.faults) } : { value: written };
    },
  };
}

/** An argument that is any JSON; texts inside it may be or hold expressions, maps' keys may not. */
export function jsonArgument(argument: JsonValue): PreparedArgument<JsonValue> {
  const template = parseTexts(argument);
  if (template === undefined) return fixedArgument(argument);
  return { fixed: undefined, of: (subject) => fillIn(template, scopeOf(subject)) };
}

function fixedArgument<Value>(value: Value): PreparedArgument<Value> {
  const result = { value };
  return { fixed: value, of: () => result };
}

type Template =
  | { readonly kind: 'plain'; readonly value: JsonValue }
  | { readonly kind: 'text'; readonly parsed: ParsedExpressions }
  | { readonly kind: 'array'; readonly items: readonly Template[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Template])[] };

/** `undefined` when there is no expression anywhere in the value. */
function parseTexts(value: JsonValue): Template | undefined {
  const template = templateOf(value);
  return template.kind === 'plain' ? undefined : template;
}

function templateOf(value: JsonValue): Template {
  if (typeof value === 'string' && hasExpressions(value)) {
    return { kind: 'text', parsed: parseExpressions(value) };
  }
  if (Array.isArray(value)) {
    const items = value.map(templateOf);
    return items.every(isPlain) ? { kind: 'plain', value } : { kind: 'array', items };
  }
  if (isPlainObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => [key, templateOf(item)] as const);
    if (!entries.every(([, item]) => isPlain(item))) return { kind: 'map', entries };
  }
  return { kind: 'plain', value };
}

function isPlain(template: Template): boolean {
  return template.kind === 'plain';
}

function fillIn(template: Template, scope: Record<string, unknown>): ArgumentResult<JsonValue> {
  if (template.kind === 'plain') return { value: template.value };
  if (template.kind === 'text') {
    const result = evaluateExpression(template.parsed, scope);
    return result.faults === undefined
      ? { value: result.value as JsonValue }
      : { fault: faultText(result.faults) };
  }
  if (template.kind === 'array') {
    const items = template.items.map((item) => fillIn(item, scope));
    const fault = items.find((item) => item.fault !== undefined)?.fault;
    return fault === undefined
      ? { value: items.map((item) => item.value as JsonValue) }
      : { fault };
  }
  const entries = template.entries.map(([key, item]) => [key, fillIn(item, scope)] as const);
  const fault = entries.find(([, item]) => item.fault !== undefined)?.[1].fault;
  return fault === undefined
    ? { value: Object.fromEntries(entries.map(([key, item]) => [key, item.value as JsonValue])) }
    : { fault };
}

/** What `${{ … }}` may read in a check: the case alone, never the answer. */
function scopeOf({ case: item }: CheckSubject): Record<string, unknown> {
  return {
    case: {
      id: item.id,
      inputs: item.inputs,
      expected: item.expected,
      tags: item.tags,
      group: item.group,
    },
  };
}

function faultText(faults: readonly { readonly message: string }[]): string {
  return `the check cannot be judged: ${faults[0]?.message ?? 'an expression has no value'}`;
}
