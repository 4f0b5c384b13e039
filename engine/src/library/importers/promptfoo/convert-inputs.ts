import type { JsonValue } from '../../nodes.ts';
import type { Values } from './expand-variables.ts';
import type { ImportContext } from './import-context.ts';
import type { SourcePrompt } from './read-prompts.ts';

type InputType = 'string' | 'number' | 'boolean' | 'array<string>' | 'object' | 'array<object>';

/** Types of the inputs that the prompts read, by name, as the tests give them. */
export type InputTypes = ReadonlyMap<
  string,
  { readonly type: InputType; readonly isAlwaysGiven: boolean }
>;

/** Looks at every case: an input has the type that all its values fit, else it is text. */
export function inputTypes(prompts: readonly SourcePrompt[], cases: readonly Values[]): InputTypes {
  const names = new Set(prompts.flatMap((prompt) => [...prompt.names.keys()]));
  const types = new Map<string, { type: InputType; isAlwaysGiven: boolean }>();
  for (const name of names) {
    const given = cases.map((values) => values.get(name)).filter((value) => value !== undefined);
    const found = new Set(given.map(typeOf));
    const [type = 'string'] = found;
    types.set(name, {
      type: found.size > 1 ? 'string' : type,
      isAlwaysGiven: given.length === cases.length,
    });
  }
  return types;
}

function typeOf(value: JsonValue): InputType {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value !== 'object' || value === null) return 'string';
  if (!Array.isArray(value)) return 'object';
  if (value.every((item) => typeof item === 'string')) return 'array<string>';
  return value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item))
    ? 'array<object>'
    : 'string';
}

/** A value as its input takes it: what is no text becomes text where the input is. */
export function inputValue(value: JsonValue, type: InputType): JsonValue {
  if (type !== 'string' || typeof value === 'string') return value;
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * `inputs` of one prompt. promptfoo renders a missing variable as nothing, so an input that not every
 * test gives has the default `""`; one that no test gives is reported.
 */
export function promptInputs(
  prompt: SourcePrompt,
  types: InputTypes,
  cases: readonly Values[],
  { losses }: ImportContext,
): Record<string, JsonValue> {
  const inputs: [string, JsonValue][] = [];
  for (const [name, isPrinted] of prompt.names) {
    const { type = 'string', isAlwaysGiven = false } = types.get(name) ?? {};
    const isGiven = cases.some((values) => values.has(name));
    if (name === '_conversation') {
      const hint = 'write `placeholder: history` where it stands, and `history` in the cases';
      losses.lose(prompt.at, '`_conversation`', 'earlier messages are no variable here', hint);
    } else if (!isGiven && cases.length > 0) {
      const reason = 'no test gives it, so that promptfoo renders nothing in its place';
      losses.lose(prompt.at, `variable \`${name}\``, reason, 'mend its name, or give it a value');
    }
    if (isPrinted && /object|array/.test(type)) {
      const reason = `${type} prints as Python does, not as JSON`;
      losses.lose(prompt.at, `variable \`${name}\``, reason, `write {{ ${name} | tojson }}`);
    }
    const isDefaulted = !isAlwaysGiven && cases.length > 0 && type === 'string';
    const isOptional = !isAlwaysGiven && cases.length > 0 && type !== 'string';
    const input = {
      type,
      ...(isDefaulted && { default: '' }),
      ...(isOptional && { required: false }),
    };
    inputs.push([name, input]);
  }
  return Object.fromEntries(inputs);
}
