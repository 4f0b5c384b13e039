import { GalleyError } from '../errors/galley-error.ts';
import type { JsonValue, ModelParameters } from '../library/nodes.ts';

const parameterNames = [
  'temperature',
  'top_p',
  'max_tokens',
  'stop',
  'seed',
  'reasoning_effort',
] as const;

/** Keys of a request body that Galley sets or reads itself, so `extra` may not hold them. */
const reservedExtraKeys = new Set([
  ...parameterNames,
  'model',
  'messages',
  'tools',
  'response_format',
  'max_completion_tokens',
  'n',
  'stream',
  'stream_options',
  'system',
  'output_config',
  'contents',
  'systemInstruction',
  'system_instruction',
  'generationConfig',
  'generation_config',
  'maxOutputTokens',
  'max_output_tokens',
  'candidateCount',
  'candidate_count',
]);

/**
 * Parameters with later layers over earlier ones: alias < prompt < suite < flag. `extra` merges key
 * by key; a key that no layer gives is absent.
 * @throws GalleyError `usage` for a name outside the closed list, or an `extra` key Galley sets itself
 */
export function mergeParameters(layers: readonly (ModelParameters | undefined)[]): ModelParameters {
  const merged = new Map<string, unknown>();
  const extra = new Map<string, JsonValue>();
  for (const layer of layers) {
    for (const [name, value] of Object.entries(layer ?? {})) {
      if (value === undefined) continue;
      if (name === 'extra') mergeExtra(extra, value as Readonly<Record<string, JsonValue>>);
      else if (isParameterName(name)) merged.set(name, value);
      else throw unknownParameter(name);
    }
  }
  if (extra.size > 0) merged.set('extra', Object.fromEntries(extra));
  return Object.fromEntries(merged);
}

function mergeExtra(into: Map<string, JsonValue>, from: Readonly<Record<string, JsonValue>>): void {
  for (const [key, value] of Object.entries(from)) {
    if (reservedExtraKeys.has(key)) {
      throw new GalleyError('usage', `extra.${key} may not be given: Galley sets ${key} itself`, {
        hint: isParameterName(key) ? `Write ${key} directly under parameters.` : 'Remove it.',
        data: { parameter: `extra.${key}` },
      });
    }
    into.set(key, value);
  }
}

function isParameterName(name: string): name is (typeof parameterNames)[number] {
  return (parameterNames as readonly string[]).includes(name);
}

function unknownParameter(name: string): GalleyError {
  return new GalleyError('usage', `${JSON.stringify(name)} is no model parameter`, {
    hint: `Known: ${parameterNames.join(', ')}; anything else goes under extra.`,
    data: { parameter: name },
  });
}
