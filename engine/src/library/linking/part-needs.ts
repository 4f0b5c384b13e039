import type { Position } from '../../errors/problem.ts';
import type { ParsedPart } from '../documents/parsed-file.ts';
import type { IncludeFact, TemplateFacts } from '../documents/template-facts.ts';
import type { Input } from '../nodes.ts';

/** More names of one part than this are not followed. */
const mostNeeds = 500;

/** A name that a part, or one that it includes, takes from whoever includes it. */
export interface PartNeed {
  readonly name: string;
  /** The part that reads the name or declares it. */
  readonly part: string;
  readonly file: string;
  readonly at: Position;
  /** Present when the part declares the name as an input. */
  readonly declared?: Input;
  readonly printedBareAt: Position | undefined;
}

/**
 * What each part needs from outside, by part; of several readers of a name the first.
 * @param order parts after those they include
 */
export function collectNeeds(
  order: readonly string[],
  parts: ReadonlyMap<string, ParsedPart>,
  facts: ReadonlyMap<string, TemplateFacts>,
): Map<string, ReadonlyMap<string, PartNeed>> {
  const needs = new Map<string, ReadonlyMap<string, PartNeed>>();
  for (const id of order) {
    const part = parts.get(id);
    const own = facts.get(id);
    if (part && own) needs.set(id, needsOf(part, own, needs));
  }
  return needs;
}

function needsOf(
  part: ParsedPart,
  facts: TemplateFacts,
  known: ReadonlyMap<string, ReadonlyMap<string, PartNeed>>,
): Map<string, PartNeed> {
  const needs = new Map<string, PartNeed>();
  const add = (need: PartNeed) => {
    if (needs.size < mostNeeds && !needs.has(need.name)) needs.set(need.name, need);
  };
  const file = textFile(part);
  for (const { name, at, printedBareAt } of facts.names) {
    const declared = part.inputs?.get(name);
    // A part that declares inputs answers for its own names; only declared ones are asked for.
    if (part.inputs && !declared) continue;
    add({ name, part: part.id, file, at, printedBareAt, ...(declared && { declared }) });
  }
  for (const include of facts.includes) {
    if (!include.hasContext) continue;
    for (const need of known.get(include.part)?.values() ?? []) {
      if (!include.given.has(need.name)) add(guardedNeed(need, include));
    }
  }
  return needs;
}

/** The same need, printed under the guard of the include if there is one. */
export function guardedNeed(need: PartNeed, { guarded }: IncludeFact): PartNeed {
  return guarded.has(need.name) ? { ...need, printedBareAt: undefined } : need;
}

/** The file in which the part's text stands. */
export function textFile(part: ParsedPart): string {
  return part.content.kind === 'file' ? part.content.path : part.content.text.file;
}
