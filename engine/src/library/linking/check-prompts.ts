import type { Position } from '../../errors/problem.ts';
import { nearestName } from '../../matching/nearest.ts';
import type { ParsedBody, ParsedPrompt } from '../documents/parsed-file.ts';
import type { IncludeFact, TemplateFacts } from '../documents/template-facts.ts';
import type { Input } from '../nodes.ts';
import { checkContext, checkIncludes } from './check-parts.ts';
import type { DocumentIndex } from './document-index.ts';
import type { FaultCollector, Owner } from './fault-collector.ts';
import { guardedNeed, type PartNeed } from './part-needs.ts';
import { mostUndeclared, withMeant } from './with-meant.ts';

/** A prompt's text with what it says; `file` is where it stands. */
export interface PromptText {
  readonly file: string;
  readonly facts: TemplateFacts;
}

type Needs = ReadonlyMap<string, ReadonlyMap<string, PartNeed>>;

/** A name that a part reads and some prompts that include it do not have. */
interface LackingName {
  readonly need: PartNeed;
  readonly prompts: ParsedPrompt[];
}

/**
 * Reports undeclared, unused and possibly empty inputs of every prompt, in its own texts and in all
 * parts they include.
 * @param textsOf every text of a prompt; `undefined` when one of them could not be read
 */
export function checkPrompts(
  index: DocumentIndex,
  textsOf: (prompt: ParsedPrompt) => readonly PromptText[] | undefined,
  needs: Needs,
  faults: FaultCollector,
): void {
  const lacking = new Map<string, LackingName>();
  for (const prompt of index.prompts.values()) {
    const owner: Owner = `prompt:${prompt.id}`;
    const texts = textsOf(prompt);
    const used = new Set<string>();
    let isComplete = texts !== undefined;
    let undeclared = 0;
    for (const { file, facts } of texts ?? []) {
      if (facts.problems.some(({ severity }) => severity === 'error')) isComplete = false;
      for (const { name, at, printedBareAt } of facts.names) {
        used.add(name);
        if (!prompt.inputs.has(name)) {
          undeclared += 1;
          if (undeclared > mostUndeclared) continue;
        }
        checkName(prompt, name, { file, ...at }, owner, faults);
        warnOfNone(prompt, name, file, printedBareAt, faults);
      }
      checkIncludes(index, facts.includes, file, owner, faults);
      for (const include of facts.includes) {
        const included = needs.get(include.part);
        if (!included && !include.isOptional) isComplete = false;
        checkContext(include, needs, file, owner, faults);
        for (const need of (include.hasContext && included?.values()) || []) {
          used.add(need.name);
          if (include.given.has(need.name)) continue;
          checkNeed(prompt, guardedNeed(need, include), include, file, owner, lacking, faults);
        }
      }
    }
    if (isComplete && undeclared <= mostUndeclared)
      checkUnused(prompt, withMeant(used, prompt.inputs), owner, faults);
  }
  for (const { need, prompts } of lacking.values()) reportLacking(need, prompts, faults);
}

function checkName(
  prompt: ParsedPrompt,
  name: string,
  at: Position & { file: string },
  owner: Owner,
  faults: FaultCollector,
): void {
  if (prompt.inputs.has(name)) return;
  const message = `the input \`${name}\` is not declared`;
  const near = nearestName(name, prompt.inputs.keys());
  const hint = near ? `did you mean \`${near}\`?` : `declare \`${name}\` under \`inputs\``;
  faults.error([owner], 'input-undeclared', message, at, hint);
}

function checkNeed(
  prompt: ParsedPrompt,
  need: PartNeed,
  include: IncludeFact,
  file: string,
  owner: Owner,
  lacking: Map<string, LackingName>,
  faults: FaultCollector,
): void {
  const { name, declared, part } = need;
  const own = prompt.inputs.get(name);
  const at = { file, ...include.at };
  if (!own && declared) {
    const near = nearestName(name, prompt.inputs.keys());
    const message = `the part \`${part}\` needs the input \`${name}\` (${declared.type}), which this prompt does not declare`;
    const hint = near ? `did you mean \`${near}\`?` : `declare \`${name}\` under \`inputs\``;
    faults.error([owner], 'input-undeclared', message, at, hint);
  } else if (!own) {
    faults.faulty.add(owner);
    const key = `${need.file}\0${need.at.line}:${need.at.column}\0${name}`;
    const entry = lacking.get(key);
    if (!entry) lacking.set(key, { need, prompts: [prompt] });
    else if (entry.prompts.at(-1) !== prompt) entry.prompts.push(prompt);
  } else if (declared && !isSameType(own, declared)) {
    const message = `the part \`${part}\` takes \`${name}\` as ${declared.type}, this prompt declares it as ${own.type}`;
    faults.error([owner], 'wrong-type', message, at, 'declare both with the same type');
  } else {
    warnOfNone(prompt, name, need.file, need.printedBareAt, faults);
  }
}

function isSameType(own: Input, declared: Input): boolean {
  return own.type === declared.type;
}

function reportLacking(
  need: PartNeed,
  prompts: readonly ParsedPrompt[],
  faults: FaultCollector,
): void {
  const [first] = prompts as [ParsedPrompt];
  const others = prompts.length > 1 ? ` and ${prompts.length - 1} more that include it` : '';
  const message = `the name \`${need.name}\` is not an input of \`${first.id}\`${others}, reached through the part \`${need.part}\``;
  const near = nearestName(need.name, first.inputs.keys());
  const hint = near
    ? `did you mean \`${near}\`?`
    : `declare \`${need.name}\` under \`inputs\` of ${first.file}`;
  const owners = prompts.map(({ id }): Owner => `prompt:${id}`);
  faults.error(owners, 'input-undeclared', message, { file: need.file, ...need.at }, hint);
}

function warnOfNone(
  prompt: ParsedPrompt,
  name: string,
  file: string,
  at: Position | undefined,
  faults: FaultCollector,
): void {
  const input = prompt.inputs.get(name);
  if (!at || !input || input.isRequired || input.default !== undefined) return;
  const message = `\`${name}\` is optional without a default and prints "None" when it is absent`;
  const hint = `guard it with {% if ${name} %}, or give it a default`;
  faults.warning('input-may-print-none', message, { file, ...at }, hint);
}

function checkUnused(
  prompt: ParsedPrompt,
  used: ReadonlySet<string>,
  owner: Owner,
  faults: FaultCollector,
): void {
  for (const [name, at] of prompt.inputsAt) {
    if (used.has(name)) continue;
    const message = `the input \`${name}\` is declared and used nowhere`;
    const hint = 'remove it, or use it in a message';
    const place = { file: prompt.file, ...at };
    // Dakora takes such prompts, and its files load unchanged.
    if (prompt.isDakora) faults.warning('input-unused', message, place, hint);
    else faults.error([owner], 'input-unused', message, place, hint);
  }
}

/** Every body of a prompt: its own and those of its variants. */
export function bodiesOf(prompt: ParsedPrompt): ParsedBody[] {
  return [prompt.body, ...prompt.variants.values()];
}
