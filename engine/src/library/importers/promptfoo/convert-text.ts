// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions are what this file writes
import type { Cursor } from '../cursor.ts';
import { type ImportContext, isUnsafeTemplate } from './import-context.ts';

/** Where a variable of the test stands in the case: `inputs.city`; `undefined` when the test has none. */
export type LocateVariable = (name: string) => string | undefined;

const variable = /(\$?)\{\{-?\s*([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*|\[\d+\])*)\s*-?\}\}/g;

/**
 * A text of an assertion: `{{var}}` becomes a path into the case. `undefined`, and reported, for what
 * is more than variables.
 */
export function convertText(
  source: Cursor,
  text: string,
  locate: LocateVariable,
  { losses }: ImportContext,
): string | undefined {
  if (isUnsafeTemplate(text)) {
    losses.refuse(source, 'assertion', 'its value reads the environment or JavaScript');
    return undefined;
  }
  const missing = new Set<string>();
  const converted = text
    .replaceAll('${{', () => '$${{')
    .replaceAll(variable, (whole, dollar, name, rest) => {
      if (dollar === '$') return whole;
      const path = locate(name);
      if (path === undefined) missing.add(name);
      return `\${{ case.${path}${rest} }}`;
    });
  for (const name of missing) {
    losses.lose(source, 'assertion', `it reads the variable \`${name}\`, which the test has not`);
  }
  if (missing.size > 0) return undefined;
  if (!/\{[{%#]/.test(converted.replaceAll(/\$\{\{[^{}]*\}\}/g, ''))) return converted;
  const hint = 'write it as a path: ${{ case.inputs.name }}';
  losses.lose(source, 'assertion', 'its value is computed, and a check only reads paths', hint);
  return undefined;
}
