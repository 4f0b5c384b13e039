import type { Position } from '../../errors/problem.ts';
import { nearestName } from '../../matching/nearest.ts';
import type { ParsedPart } from '../documents/parsed-file.ts';
import type { IncludeFact, TemplateFacts } from '../documents/template-facts.ts';
import type { DocumentIndex } from './document-index.ts';
import type { FaultCollector, Owner } from './fault-collector.ts';
import type { PartGraph } from './part-graph.ts';
import { type PartNeed, textFile } from './part-needs.ts';
import { mostUndeclared, withMeant } from './with-meant.ts';

/** Reports what is wrong with parts whoever includes them: circles, unknown parts, their own inputs. */
export function checkParts(
  index: DocumentIndex,
  facts: ReadonlyMap<string, TemplateFacts>,
  graph: PartGraph,
  needs: ReadonlyMap<string, ReadonlyMap<string, PartNeed>>,
  faults: FaultCollector,
): void {
  for (const { parts, closing } of graph.circles) {
    const last = index.parts.get(parts.at(-1) as string);
    if (!last) continue;
    const owners = parts.map((id): Owner => `part:${id}`);
    const circle = [...parts, parts[0]].join(' → ');
    const message = `parts include each other in a circle: ${circle}`;
    const place = { file: textFile(last), ...closing.at };
    faults.error(owners, 'include-cycle', message, place, 'remove one of the includes');
  }
  for (const [id, { includes, names }] of facts) {
    const part = index.parts.get(id);
    if (!part) continue;
    const owner: Owner = `part:${id}`;
    checkIncludes(index, includes, textFile(part), owner, faults);
    for (const include of includes) checkContext(include, needs, textFile(part), owner, faults);
    if (part.inputs) checkOwnInputs(part, names, includes, needs, owner, faults);
  }
}

/** Reports includes of parts that do not exist. */
export function checkIncludes(
  index: DocumentIndex,
  includes: readonly IncludeFact[],
  file: string,
  owner: Owner,
  faults: FaultCollector,
): void {
  const unknown = includes.filter(
    ({ part, isOptional, instead }) =>
      !isOptional && ![part, ...instead].some((id) => index.parts.has(id)),
  );
  for (const { part, at } of unknown.slice(0, mostUndeclared)) {
    if (index.broken.has(`part:${part}`)) {
      faults.faulty.add(owner);
      continue;
    }
    const plain = part
      .replace(/^(?:\.?\/)?(?:parts\/)?/, '')
      .replace(/\.(?:ya?ml|j2|jinja2?)$/, '');
    const near = nearestName(part, index.parts.keys()) ?? nearestName(plain, index.parts.keys());
    const hint = near
      ? `did you mean \`${near}\`?`
      : /\.(?:ya?ml|j2|jinja2?|txt|md)$/.test(part)
        ? 'name the part by its id, without folder `parts/` and extension'
        : `add \`parts/${part}.yaml\``;
    const message = `there is no part \`${part.slice(0, 100)}\``;
    faults.error([owner], 'unknown-reference', message, { file, ...at }, hint);
  }
}

/** Reports parts that read names and are included `without context`, where there are none. */
export function checkContext(
  include: IncludeFact,
  needs: ReadonlyMap<string, ReadonlyMap<string, PartNeed>>,
  file: string,
  owner: Owner,
  faults: FaultCollector,
): void {
  const [need] = needs.get(include.part)?.values() ?? [];
  if (include.hasContext || !need) return;
  const message = `the part \`${include.part}\` reads \`${need.name}\` and is included without context`;
  const hint = 'remove `without context`';
  faults.error([owner], 'input-undeclared', message, { file, ...include.at }, hint);
}

function checkOwnInputs(
  part: ParsedPart,
  names: TemplateFacts['names'],
  includes: readonly IncludeFact[],
  needs: ReadonlyMap<string, ReadonlyMap<string, PartNeed>>,
  owner: Owner,
  faults: FaultCollector,
): void {
  const inputs = part.inputs ?? new Map();
  const used = new Set(names.map(({ name }) => name));
  const undeclared = names.filter(({ name }) => !inputs.has(name));
  for (const { name, at } of undeclared.slice(0, mostUndeclared)) {
    reportUndeclared(name, inputs.keys(), at, textFile(part), owner, faults);
  }
  let isKnown = true;
  for (const include of includes) {
    const included = needs.get(include.part);
    if (!included) isKnown = false;
    for (const name of included?.keys() ?? []) if (include.hasContext) used.add(name);
  }
  if (!isKnown) return;
  const meant = withMeant(used, inputs);
  for (const name of inputs.keys()) {
    if (meant.has(name)) continue;
    const at = { file: part.file, ...(part.inputsAt.get(name) ?? part.at) };
    const message = `the input \`${name}\` is declared and used nowhere in this part`;
    faults.error([owner], 'input-unused', message, at, 'remove it, or use it');
  }
}

function reportUndeclared(
  name: string,
  declared: Iterable<string>,
  at: Position,
  file: string,
  owner: Owner,
  faults: FaultCollector,
): void {
  const near = nearestName(name, declared);
  const hint = near
    ? `did you mean \`${near}\`?`
    : `declare \`${name}\` under \`inputs\` of this part`;
  const message = `the name \`${name}\` is not an input of this part`;
  faults.error([owner], 'input-undeclared', message, { file, ...at }, hint);
}
