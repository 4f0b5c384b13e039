// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions are what this file is about
import { parseExpressions } from '../../../expressions/parse-expressions.ts';
import type { JsonValue, ModelParameters } from '../../../library/nodes.ts';
import { isPlainObject } from '../../../units/own-value.ts';

/** Names of given parameters that no `${{ … }}` of a body reads, so that they have no effect. */
export function unnamedParameters(body: JsonValue, parameters: ModelParameters): string[] {
  const named = new Set<string>();
  collectNames(body, named);
  if (named.has('parameters')) return [];
  return Object.entries(parameters)
    .filter(([name, value]) => value !== undefined && !named.has(`parameters.${name}`))
    .map(([name]) => name);
}

/** Adds `parameters`, or `parameters.temperature` and the like, for every path of a body. */
function collectNames(body: JsonValue, named: Set<string>): void {
  if (typeof body === 'string') {
    for (const segment of parseExpressions(body).segments) {
      if (segment.kind === 'path') named.add(segment.path.keys.slice(0, 2).join('.'));
    }
  } else if (Array.isArray(body)) {
    for (const item of body) collectNames(item, named);
  } else if (isPlainObject(body)) {
    for (const item of Object.values(body)) collectNames(item as JsonValue, named);
  }
}
