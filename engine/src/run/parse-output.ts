import type { JsonValue, PromptBody } from '../library/nodes.ts';
import { isShallowJson } from '../models/is-shallow-json.ts';

/** What a prompt's answer is to its checks. */
export type ParsedOutput =
  | { readonly output: JsonValue; readonly fault?: undefined }
  /** `fault`: why the text is not the JSON that the prompt asks for; `output` is the text. */
  | { readonly output: string; readonly fault: string };

/**
 * The answer as a prompt's `output` declares it: parsed under `format: json`, else the text. JSON
 * inside a code fence, or with words around it, is a fault: an application could not parse it either.
 */
export function parseOutput(text: string, format: PromptBody['output']['format']): ParsedOutput {
  if (format === 'text') return { output: text };
  try {
    const output = JSON.parse(text) as JsonValue;
    if (isShallowJson(output)) return { output };
    return { output: text, fault: 'the answer is nested deeper than 100 levels' };
  } catch (error) {
    const isFenced = /^\s*```/.test(text);
    const reason = error instanceof Error ? error.message : 'it does not parse';
    const fault = isFenced
      ? 'the answer is JSON in a code fence, expected bare JSON'
      : `the answer is not JSON: ${reason}`;
    return { output: text, fault };
  }
}
