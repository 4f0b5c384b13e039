import type { JsonValue } from '../../library/nodes.ts';
import { jsonFault } from '../json-fault.ts';

/**
 * Arguments of a tool call: parsed when they are JSON text, as they are when a server sends the value
 * itself, the text when it is no JSON that we keep.
 */
export function callArguments(written: unknown): JsonValue {
  const isText = typeof written === 'string';
  try {
    const value: unknown = isText ? JSON.parse(written) : (written ?? null);
    if (jsonFault(value) === undefined) return value as JsonValue;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return isText ? written : null;
}
