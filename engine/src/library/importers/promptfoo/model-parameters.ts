import { recordOf } from '../../../units/own-value.ts';
import type { JsonValue } from '../../nodes.ts';
import type { Cursor } from '../cursor.ts';

/** Names that vendors give the parameters of `model.parameters`. */
const parameterNames: Readonly<Record<string, string>> = {
  temperature: 'temperature',
  top_p: 'top_p',
  topP: 'top_p',
  max_tokens: 'max_tokens',
  maxTokens: 'max_tokens',
  max_completion_tokens: 'max_tokens',
  max_output_tokens: 'max_tokens',
  maxOutputTokens: 'max_tokens',
  stop: 'stop',
  stop_sequences: 'stop',
  stopSequences: 'stop',
  seed: 'seed',
  reasoning_effort: 'reasoning_effort',
};

const fits: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  temperature: (value) => typeof value === 'number' && value >= 0 && value <= 2,
  top_p: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  max_tokens: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 1,
  stop: (value) =>
    typeof value === 'string' ||
    (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string')),
  seed: (value) => typeof value === 'number' && Number.isInteger(value),
  reasoning_effort: (value) =>
    ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'].includes(String(value)),
};

/** Parameters that are sent as they are. */
const extraNames = new Set([
  'frequency_penalty',
  'presence_penalty',
  'logit_bias',
  'top_k',
  'topK',
  'verbosity',
  'service_tier',
]);

/** Sampling parameters out of a map of settings, and the settings that are none. */
export interface SplitParameters {
  readonly parameters: Readonly<Record<string, JsonValue>>;
  readonly others: readonly (readonly [key: string, item: Cursor])[];
}

/** Divides a vendor's settings; a parameter whose value does not fit is among the others. */
export function splitParameters(settings: Cursor): SplitParameters {
  const found: [string, JsonValue][] = [];
  const extra: [string, JsonValue][] = [];
  const others: (readonly [string, Cursor])[] = [];
  for (const [key, item] of settings.entries()) {
    const { value } = item;
    if (value === undefined || value === null) continue;
    const effort = key === 'reasoning' ? item.get('effort').value : undefined;
    const name = Object.hasOwn(parameterNames, key) ? parameterNames[key] : undefined;
    if (effort !== undefined && fits.reasoning_effort?.(effort)) {
      found.push(['reasoning_effort', effort]);
      for (const other of item.entries()) if (other[0] !== 'effort') others.push(other);
    } else if (name !== undefined && fits[name]?.(value)) found.push([name, value]);
    else if (extraNames.has(key)) extra.push([key, value]);
    else others.push([key, item]);
  }
  const parameters = recordOf(found);
  return {
    parameters: extra.length > 0 ? { ...parameters, extra: recordOf(extra) } : parameters,
    others,
  };
}
