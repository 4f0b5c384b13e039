import type { Position } from '../../errors/problem.ts';
import { nearestName } from '../../matching/nearest.ts';
import { isPlainObject } from '../../units/own-value.ts';
import type { ParsedPrompt, ParsedSuite } from '../documents/parsed-file.ts';
import type { Check, JsonValue } from '../nodes.ts';
import { checksOfSuite } from './check-judges.ts';
import type { DocumentIndex } from './document-index.ts';
import type { FaultCollector } from './fault-collector.ts';

const template = /\{\{-?\s*([A-Za-z_]\w*)/g;

/**
 * Warns of checks that are sound but cannot mean what they say: an input between braces, which a
 * check takes letter for letter, and a tool that no target declares. Negated, both would pass always.
 */
export function checkMisreadings(index: DocumentIndex, faults: FaultCollector): void {
  for (const suite of index.suites.values()) {
    const targets = targetsOf(index, suite);
    const inputs = new Set(targets.flatMap((prompt) => [...prompt.inputs.keys()]));
    const tools = toolsOfAll(targets);
    for (const { check, at } of checksOfSuite(index, suite)) {
      if (check.members === undefined) warnOfTemplate(check, inputs, at, faults);
      if (tools) warnOfUnknownTool(check, tools, at, faults);
    }
  }
}

function targetsOf(index: DocumentIndex, suite: ParsedSuite): ParsedPrompt[] {
  const ids = new Set(suite.targets.map(({ target }) => target.prompt));
  return [...ids].flatMap((id) => index.prompts.get(id) ?? []);
}

/** `undefined` where a target declares none: then its endpoint may have tools of its own. */
function toolsOfAll(targets: readonly ParsedPrompt[]): Set<string> | undefined {
  if (targets.length === 0 || targets.some(({ tools }) => tools.length === 0)) return undefined;
  return new Set(targets.flatMap(({ tools }) => tools.map(({ name }) => name)));
}

function warnOfTemplate(
  { name, argument }: Check,
  inputs: ReadonlySet<string>,
  at: Position & { readonly file: string },
  faults: FaultCollector,
): void {
  const names = textsIn(argument).flatMap((text) => [...text.matchAll(template)]);
  const input = names.map((match) => String(match[1])).find((one) => inputs.has(one));
  if (input === undefined) return;
  const message = `the check \`${name}\` holds \`{{ ${input} }}\`, which checks take letter for letter`;
  const hint = `write \`\${{ case.inputs.${input} }}\` for the case's input`;
  faults.warning('check-template', message, at, hint);
}

function warnOfUnknownTool(
  { key, name, argument }: Check,
  tools: ReadonlySet<string>,
  at: Position & { readonly file: string },
  faults: FaultCollector,
): void {
  if (key !== 'tool_called' && key !== 'tool_args' && key !== 'tool_sequence') return;
  const unknown = toolNames(argument).find((tool) => !tools.has(tool));
  if (unknown === undefined) return;
  const message = `the check \`${name}\` names the tool \`${unknown}\`, which no target declares`;
  const near = nearestName(unknown, tools);
  const hint = near
    ? `did you mean \`${near}\`?`
    : `declare it under \`tools\`, or name one of: ${[...tools].join(', ')}`;
  faults.warning('tool-unknown', message, at, hint);
}

function toolNames(argument: JsonValue): string[] {
  const written = isPlainObject(argument) ? (argument.names ?? argument.name) : argument;
  return (Array.isArray(written) ? written : [written]).filter((one) => typeof one === 'string');
}

function textsIn(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((item) => textsIn(item as JsonValue));
}
