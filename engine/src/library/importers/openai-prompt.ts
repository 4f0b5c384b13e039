import { isPlainObject } from '../../units/own-value.ts';
import type { JsonValue } from '../nodes.ts';
import type { Imported, ImportedDocument, Importer } from './contract.ts';
import { convertTools } from './convert-tools.ts';
import type { Cursor } from './cursor.ts';
import { documentIdOf, idNames, type Names } from './import-names.ts';
import { type LossReport, lossReport } from './loss-report.ts';
import { splitParameters } from './promptfoo/model-parameters.ts';
import { outputOf } from './promptfoo/read-prompt-settings.ts';
import { substituteNames } from './substitute-names.ts';

const roles = new Set(['system', 'developer', 'user', 'assistant']);
const readKeys = new Set([
  ...['id', 'object', 'name', 'description', 'version', 'model', 'instructions', 'input'],
  ...['messages', 'tools', 'text', 'response_format', 'variables', 'prompt', 'metadata'],
]);
/** Facts of a service about its own object, of no use in a document. */
const serviceKeys = new Set(['object', 'created_at', 'updated_at', 'is_default', 'status']);

/** A prompt of OpenAI as JSON: one that was pasted, or a list of them. */
export const openaiPrompt: Importer = {
  name: 'openai-prompt',
  summary: 'a prompt object of OpenAI as JSON, or a list of them',
  recognizes(path, value) {
    if (!/\.json$/i.test(path)) return false;
    const [first] = Array.isArray(value) ? value : [value];
    if (!isPlainObject(first) || 'apiVersion' in first || 'prompts' in first) return false;
    const hasText = 'messages' in first || 'instructions' in first || 'input' in first;
    return hasText && ('model' in first || String(first.id ?? '').startsWith('pmpt_'));
  },
  async convert(source): Promise<Imported> {
    const losses = lossReport();
    const names = idNames();
    const models = new Set<string>();
    const listed = Array.isArray(source.value) ? source.items() : [source];
    const documents = listed.flatMap((item) => convertOne(item, { losses, names, models }));
    const provider = { type: 'openai', key: { secret: 'OPENAI_API_KEY' } };
    const project = {
      providers: { openai: provider },
      models: Object.fromEntries([...models].map((name) => [name, { provider: 'openai', name }])),
    };
    return {
      documents,
      dataFiles: [],
      ...(models.size > 0 && { project }),
      losses: losses.list,
      notes: [],
    };
  },
};

interface Work {
  readonly losses: LossReport;
  readonly names: Names;
  readonly models: Set<string>;
}

function convertOne(source: Cursor, { losses, names, models }: Work): ImportedDocument[] {
  const { parameters, others } = splitParameters(source);
  for (const [key, item] of others) {
    if (readKeys.has(key) || serviceKeys.has(key)) continue;
    losses.lose(item, `\`${key}\``, 'a prompt here has no such setting');
  }
  const variables = new Set<string>();
  const messages = readMessages(source, losses, variables);
  if (messages.length === 0) {
    losses.lose(source, 'prompt', 'it has no message of text');
    return [];
  }
  reportVariables(source.get('variables'), variables, losses);
  const model = source.get('model').value;
  if (typeof model === 'string') models.add(aliasOf(model));
  const tools = convertTools(source.get('tools'), losses);
  const output = readOutput(source, losses);
  const [id, name] = [source.get('id').value, source.get('name').value];
  const stem =
    source.file
      .split('/')
      .at(-1)
      ?.replace(/\.json$/i, '') ?? '';
  const title = typeof name === 'string' ? name : typeof id === 'string' ? id : stem;
  const version = source.get('version').value;
  const description = source.get('description').value;
  const value: Record<string, JsonValue> = {
    apiVersion: 'galley/v1',
    kind: 'Prompt',
    ...(typeof description === 'string' && { description }),
    ...metadataOf({
      ...(isPlainObject(source.get('metadata').value) && {
        openai_metadata: source.get('metadata').value as JsonValue,
      }),
      ...(typeof id === 'string' && { openai_id: id }),
      ...(version !== undefined && { openai_version: version }),
      ...(typeof name === 'string' && documentIdOf(name) !== name && { name }),
    }),
    ...(variables.size > 0 && {
      inputs: Object.fromEntries([...variables].map((variable) => [variable, { type: 'string' }])),
    }),
    messages,
    ...modelOf(model, parameters),
    ...(output !== undefined && { output }),
    ...(tools.length > 0 && { tools }),
  };
  return [{ path: `prompts/${names.take(title, 'prompt')}.yaml`, value }];
}

function modelOf(
  model: JsonValue | undefined,
  parameters: Readonly<Record<string, JsonValue>>,
): { model?: JsonValue } {
  const written: Record<string, JsonValue> = {};
  if (typeof model === 'string') written.ref = aliasOf(model);
  if (Object.keys(parameters).length > 0) written.parameters = parameters;
  return Object.keys(written).length > 0 ? { model: written } : {};
}

function metadataOf(metadata: Record<string, JsonValue>): { metadata?: JsonValue } {
  return Object.keys(metadata).length > 0 ? { metadata } : {};
}

function aliasOf(model: string): string {
  return model.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'model';
}

function readMessages(source: Cursor, losses: LossReport, variables: Set<string>): JsonValue[] {
  const messages: JsonValue[] = [];
  const add = (role: string, text: string, at: Cursor) => {
    const { template, names, literal } = substituteNames(text);
    for (const name of names) variables.add(name);
    for (const written of literal) {
      losses.lose(at, `\`${written}\``, 'it names no variable and is sent as it is written');
    }
    messages.push({ role, content: template });
  };
  const instructions = source.get('instructions');
  if (typeof instructions.value === 'string') add('system', instructions.value, instructions);
  const input = source.get('input');
  if (typeof input.value === 'string') add('user', input.value, input);
  for (const item of [
    ...instructions.items(),
    ...source.get('messages').items(),
    ...input.items(),
  ]) {
    const role = String(item.get('role').value);
    const text = textOf(item.get('content'), losses);
    if (!roles.has(role))
      losses.lose(item, `message of role \`${role}\``, 'a prompt has no such role');
    else if (text === undefined) losses.lose(item, 'message', 'it has no text');
    else add(role, text, item);
  }
  return messages;
}

function textOf(content: Cursor, losses: LossReport): string | undefined {
  if (typeof content.value === 'string') return content.value;
  const texts = content.items().flatMap((part) => {
    const { value } = part.get('text');
    if (typeof value === 'string') return [value];
    losses.lose(part, 'part of a message', 'only text can be sent');
    return [];
  });
  return texts.length > 0 ? texts.join('\n') : undefined;
}

/** Variables that are declared and no message reads would be asked for in vain. */
function reportVariables(declared: Cursor, used: ReadonlySet<string>, losses: LossReport): void {
  const named = Array.isArray(declared.value)
    ? declared.items().map((item) => [String(item.get('name').value ?? item.value), item] as const)
    : declared.entries();
  for (const [name, item] of named) {
    if (!used.has(name)) losses.lose(item, `variable \`${name}\``, 'no message reads it');
  }
}

function readOutput(source: Cursor, losses: LossReport): JsonValue | undefined {
  const ofText = source.get('text').get('format');
  const format = ofText.value === undefined ? source.get('response_format') : ofText;
  for (const [key, item] of source.get('text').entries()) {
    if (key !== 'format') losses.lose(item, `\`text.${key}\``, 'a prompt here has no such setting');
  }
  const type = format.get('type').value;
  if (type === undefined || type === 'text') return undefined;
  const output = outputOf(format, losses);
  if (output !== undefined) return output;
  losses.lose(format, '`text.format`', 'it is none of text, json_object and json_schema');
  return undefined;
}
