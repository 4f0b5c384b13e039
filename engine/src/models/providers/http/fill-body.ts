import { evaluateExpression } from '../../../expressions/evaluate-expression.ts';
import { hasExpressions, parseExpressions } from '../../../expressions/parse-expressions.ts';
import type { JsonValue } from '../../../library/nodes.ts';
import { isPlainObject } from '../../../units/own-value.ts';

/** A body to send, or which of its expressions has no value for this request. */
export type FilledBody =
  | { readonly value: unknown; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: string };

/**
 * A body with its `${{ … }}` replaced by values. One expression alone keeps its value's type, and when
 * the request has no such value its key, or its place in a list, is left out; within a longer text
 * that is a fault. What the values themselves hold is never read as an expression.
 */
export function fillBody(body: JsonValue, scope: Readonly<Record<string, unknown>>): FilledBody {
  const faults: string[] = [];
  const value = fill(body, scope, faults);
  const [fault] = faults;
  return fault === undefined ? { value } : { fault };
}

function fill(
  value: JsonValue,
  scope: Readonly<Record<string, unknown>>,
  faults: string[],
): unknown {
  if (typeof value === 'string') return fillText(value, scope, faults);
  if (Array.isArray(value)) {
    return value.map((item) => fill(item, scope, faults)).filter((item) => item !== undefined);
  }
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, fill(item, scope, faults)]);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

function fillText(
  text: string,
  scope: Readonly<Record<string, unknown>>,
  faults: string[],
): unknown {
  if (!hasExpressions(text)) return text;
  const parsed = parseExpressions(text);
  const result = evaluateExpression(parsed, scope);
  if (!result.faults) return result.value;
  const isAlone = parsed.segments.length === 1 && parsed.faults.length === 0;
  if (!isAlone) faults.push(...result.faults.map(({ message }) => message));
  return undefined;
}
