import { isPlainObject } from '../../units/own-value.ts';
import type { JsonValue } from '../nodes.ts';
import type { Imported, Importer } from './contract.ts';
import type { Cursor } from './cursor.ts';
import { documentIdOf } from './import-names.ts';
import { type LossReport, lossReport } from './loss-report.ts';

const promptKeys = new Set(['id', 'version', 'description', 'template', 'inputs', 'metadata']);
const partKeys = new Set([
  'part_id',
  'category',
  'name',
  'description',
  'content',
  'tags',
  'version',
]);
const semanticVersion = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/;
const inputTypes = new Set(['string', 'number', 'boolean', 'array<string>', 'object']);

/** A prompt or part of Dakora, one per file. */
export const dakora: Importer = {
  name: 'dakora',
  summary: 'a prompt or part of Dakora',
  recognizes: (_, value) => isDakoraPrompt(value) || isDakoraPart(value),
  async convert(source): Promise<Imported> {
    const losses = lossReport();
    const document = isDakoraPart(source.value ?? null)
      ? convertPart(source, losses)
      : convertPrompt(source, losses);
    return {
      documents: document ? [document] : [],
      dataFiles: [],
      losses: losses.list,
      notes: [],
    };
  },
};

function isDakoraPrompt(value: JsonValue): boolean {
  return isPlainObject(value) && !('apiVersion' in value) && 'id' in value && 'template' in value;
}

function isDakoraPart(value: JsonValue): boolean {
  const keys = ['part_id', 'category', 'content'];
  return isPlainObject(value) && !('apiVersion' in value) && keys.every((key) => key in value);
}

function convertPrompt(source: Cursor, losses: LossReport) {
  const old = String(source.get('id').value);
  const id = documentIdOf(old) ?? 'prompt';
  const template = source.get('template');
  if (typeof template.value !== 'string' || template.value.trim() === '') {
    losses.lose(template, '`template`', 'it is no text');
    return undefined;
  }
  reportKeys(source, promptKeys, losses);
  const metadata = source.get('metadata').value;
  const kept = isPlainObject(metadata) ? (metadata as Record<string, JsonValue>) : {};
  const inputs = convertInputs(source.get('inputs'), losses);
  const value = {
    ...headOf('Prompt', source, losses),
    ...metadataOf({ ...kept, ...(old !== id && { dakora_id: old }) }),
    dialect: 'dakora',
    ...(Object.keys(inputs).length > 0 && { inputs }),
    content: template.value,
  };
  return { path: `prompts/${id}.yaml`, value };
}

function convertPart(source: Cursor, losses: LossReport) {
  const old = `${String(source.get('category').value)}/${String(source.get('part_id').value)}`;
  const id = documentIdOf(old) ?? 'part';
  const content = source.get('content');
  if (typeof content.value !== 'string' || content.value.trim() === '') {
    losses.lose(content, '`content`', 'it is no text');
    return undefined;
  }
  reportKeys(source, partKeys, losses);
  if (old !== id) {
    const reason = `its id becomes \`${id}\`, and the templates that include it still say \`${old}\``;
    losses.lose(source.get('part_id'), '`part_id`', reason, 'write the new id in their includes');
  }
  const name = source.get('name').value;
  const tags = source.get('tags').value;
  const value = {
    ...headOf('Part', source, losses),
    ...metadataOf({
      ...(typeof name === 'string' && { name }),
      ...(Array.isArray(tags) && tags.length > 0 && { tags }),
      ...(old !== id && { dakora_id: old }),
    }),
    dialect: 'dakora',
    content: content.value,
  };
  return { path: `parts/${id}.yaml`, value };
}

function headOf(kind: string, source: Cursor, losses: LossReport): Record<string, JsonValue> {
  const version = source.get('version');
  const { value: description } = source.get('description');
  const isVersion = semanticVersion.test(String(version.value));
  if (version.value !== undefined && !isVersion) {
    losses.lose(version, '`version`', 'it is no semantic version, such as 1.0.0');
  }
  return {
    apiVersion: 'galley/v1',
    kind,
    ...(isVersion && { version: String(version.value) }),
    ...(typeof description === 'string' && description !== '' && { description }),
  };
}

function metadataOf(metadata: Record<string, JsonValue>): Record<string, JsonValue> {
  return Object.keys(metadata).length > 0 ? { metadata } : {};
}

function convertInputs(inputs: Cursor, losses: LossReport): Record<string, JsonValue> {
  const converted: [string, JsonValue][] = [];
  for (const [name, input] of inputs.entries()) {
    if (!/^[A-Za-z_]\w*$/.test(name)) {
      losses.lose(input, `input \`${name}\``, 'its name is none that a template can read');
      continue;
    }
    const type = input.get('type').value ?? 'string';
    if (!inputTypes.has(String(type))) {
      losses.lose(
        input.get('type'),
        `type of the input \`${name}\``,
        'it is unknown: it becomes text',
      );
    }
    const { value: required } = input.get('required');
    const { value: fallback } = input.get('default');
    const { value: description } = input.get('description');
    for (const [key, item] of input.entries()) {
      if (['type', 'required', 'default', 'description'].includes(key)) continue;
      losses.lose(item, `\`${key}\` of the input \`${name}\``, 'Dakora has no such key');
    }
    converted.push([
      name,
      {
        type: inputTypes.has(String(type)) ? String(type) : 'string',
        ...(typeof description === 'string' && { description }),
        // A default satisfies Dakora's `required` too.
        ...(required === false && fallback === undefined && { required: false }),
        ...(fallback !== undefined && fallback !== null && { default: fallback }),
      },
    ]);
  }
  return Object.fromEntries(converted);
}

function reportKeys(source: Cursor, known: ReadonlySet<string>, losses: LossReport): void {
  for (const [key, item] of source.entries()) {
    if (!known.has(key)) losses.lose(item, `\`${key}\``, 'Dakora has no such key');
  }
}
