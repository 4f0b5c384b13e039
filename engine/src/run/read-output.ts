import type { JsonValue } from '../library/nodes.ts';
import { jsonFault } from '../models/json-fault.ts';

/** An answer's `output`: parsed JSON, or the text. */
export interface AnswerOutput {
  readonly output: JsonValue;
  /** True when `output` is the text. */
  readonly isText: boolean;
  /** Why `output` is the text although JSON was asked for: completes "the answer …". */
  readonly jsonFault: string | undefined;
}

/**
 * Reads an answer under the prompt's `format`. Only bare JSON counts: an application could not parse
 * a fenced block or words around it either.
 */
export function readOutput(text: string, format: 'text' | 'json'): AnswerOutput {
  if (format === 'text') return { output: text, isText: true, jsonFault: undefined };
  const read = readJson(text);
  return read.fault === undefined
    ? { output: read.value, isText: false, jsonFault: undefined }
    : { output: text, isText: true, jsonFault: read.fault };
}

/** A text read as bare JSON that can be kept, or why it is none: completes "the answer …". */
export function readJson(
  text: string,
):
  | { readonly value: JsonValue; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: string } {
  if (text.trim() === '') return { fault: 'is empty' };
  if (text.trimStart().startsWith('```')) return { fault: 'is fenced, not bare JSON' };
  try {
    const value = JSON.parse(text) as JsonValue;
    const fault = jsonFault(value);
    return fault === undefined ? { value } : { fault };
  } catch (error) {
    if (error instanceof SyntaxError) return { fault: 'is not valid JSON' };
    throw error;
  }
}
