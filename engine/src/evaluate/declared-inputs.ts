import type { JsonValue, Prompt } from '../library/nodes.ts';

/**
 * A case's inputs that a prompt declares: a suite's targets need not all take the same ones, and
 * base need not know what head added. The inputs themselves when nothing is left out.
 */
export function declaredInputs(
  prompt: Prompt,
  inputs: Readonly<Record<string, JsonValue>>,
): Readonly<Record<string, JsonValue>> {
  const names = Object.keys(inputs);
  const declared = names.filter((name) => prompt.inputs.has(name));
  if (declared.length === names.length) return inputs;
  return Object.fromEntries(declared.map((name) => [name, inputs[name] as JsonValue]));
}
