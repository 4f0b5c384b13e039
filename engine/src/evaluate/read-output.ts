import type { JsonValue } from '../library/nodes.ts';

/** An answer's `output`: parsed JSON, or the text. */
export interface AnswerOutput {
  readonly output: JsonValue;
  /** True when `output` is the text. */
  readonly isText: boolean;
  /** Why `output` is the text although JSON was asked for: completes "the answer …". */
  readonly jsonFault: string | undefined;
}

const deepestJson = 200;

/** Reads an answer under the prompt's `format`: only bare JSON counts, a fenced block does not. */
export function readOutput(text: string, format: 'text' | 'json'): AnswerOutput {
  if (format === 'text') return { output: text, isText: true, jsonFault: undefined };
  const read = readJson(text);
  return read.fault === undefined
    ? { output: read.value, isText: false, jsonFault: undefined }
    : { output: text, isText: true, jsonFault: read.fault };
}

/** A text read as bare JSON, at most 200 levels deep, or why it is none: completes "the answer …". */
export function readJson(
  text: string,
):
  | { readonly value: JsonValue; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: string } {
  if (text.trim() === '') return { fault: 'is empty' };
  if (text.trimStart().startsWith('```')) return { fault: 'is fenced, not bare JSON' };
  try {
    const value = JSON.parse(text) as JsonValue;
    return isTooDeep(value) ? { fault: `is nested deeper than ${deepestJson} levels` } : { value };
  } catch (error) {
    if (error instanceof SyntaxError) return { fault: 'is not valid JSON' };
    throw error;
  }
}

/** Level by level, so that no depth can exhaust the stack. */
function isTooDeep(value: JsonValue): boolean {
  let level = containersOf([value]);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > deepestJson) return true;
    level = containersOf(level.flatMap((item) => Object.values(item)));
  }
  return false;
}

function containersOf(items: readonly unknown[]): object[] {
  return items.filter((item): item is object => typeof item === 'object' && item !== null);
}
