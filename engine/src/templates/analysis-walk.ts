import { nearestName } from '../matching/nearest.ts';
import { filterNames, testNames } from './built-in-names.ts';
import type { NamedUse, Place, TemplateAnalysis } from './template-analysis.ts';

/** Names bound by the template in one block; reading falls back to the enclosing block. */
export interface Bindings {
  names: Set<string>;
  parent: Bindings | undefined;
}

/** What the walk carries along. */
export interface Walk {
  analysis: TemplateAnalysis;
  place: (offset: number) => Place;
  dialect: 'jinja2' | 'dakora';
  /** Names that enclosing tests mention. */
  guarded: ReadonlySet<string>;
}

/** True when the template itself binds the name here. */
export function isBound(bindings: Bindings, name: string): boolean {
  for (let at: Bindings | undefined = bindings; at !== undefined; at = at.parent)
    if (at.names.has(name)) return true;
  return false;
}

/** Records a filter or test, with the nearest name when it is unknown. */
export function recordUse(
  walk: Walk,
  kind: 'filters' | 'tests',
  name: string,
  offset: number,
): void {
  const extra = kind === 'filters' && walk.dialect === 'dakora' ? ['yaml'] : [];
  const known = [...(kind === 'filters' ? filterNames : testNames), ...extra];
  const isKnown = known.includes(name);
  const nearest = isKnown ? undefined : nearestName(name, known);
  const use: NamedUse = { name, isKnown, ...walk.place(offset), ...(nearest && { nearest }) };
  walk.analysis[kind].push(use);
}
