import { checkSchema } from '../../../matching/json-schema/check-schema.ts';
import type { JsonValue } from '../../nodes.ts';
import { convertTools } from '../convert-tools.ts';
import type { Cursor } from '../cursor.ts';
import type { LossReport } from '../loss-report.ts';
import { dataCursor, type ImportContext, isMap, readNamed } from './import-context.ts';

type Settings = readonly (readonly [key: string, item: Cursor])[];

/** What a provider's settings say that belongs into a prompt here, and the settings left over. */
export interface PromptSettings {
  /** `tools` and `output` of a prompt. */
  readonly prompt: Readonly<Record<string, JsonValue>>;
  readonly others: Settings;
}

/** Takes `tools`, `functions` and `response_format` out of a provider's settings. */
export async function readPromptSettings(
  settings: Settings,
  at: Cursor,
  context: ImportContext,
): Promise<PromptSettings> {
  const prompt: Record<string, JsonValue> = {};
  const others: (readonly [string, Cursor])[] = [];
  for (const [key, item] of settings) {
    if (key === 'tools' || key === 'functions') {
      const listed = await loaded(item, `\`${key}\``, context);
      const tools = listed ? convertTools(listed, context.losses) : [];
      if (tools.length > 0) prompt.tools = tools;
    } else if (key === 'response_format' || key === 'responseFormat') {
      const format = await loaded(item, `\`${key}\``, context);
      const output = format && outputOf(format, context.losses);
      if (output !== undefined) prompt.output = output;
      else if (format && format.get('type').value !== 'text') others.push([key, item]);
    } else others.push([key, item]);
  }
  return { prompt, others: at.value === undefined ? [] : others };
}

async function loaded(
  item: Cursor,
  what: string,
  context: ImportContext,
): Promise<Cursor | undefined> {
  if (typeof item.value !== 'string') return item;
  const file = await readNamed(item, what, context);
  return file && dataCursor(file, item, what, context);
}

/** `output` of a prompt for OpenAI's `response_format`; `undefined` for what is none. */
export function outputOf(format: Cursor, losses: LossReport): JsonValue | undefined {
  const type = format.get('type').value;
  if (type === 'json_object') return { format: 'json' };
  if (type !== 'json_schema') return undefined;
  const nested = format.get('json_schema').get('schema');
  const schema = nested.value === undefined ? format.get('schema') : nested;
  if (!isMap(schema.value)) return { format: 'json' };
  const [fault] = checkSchema(schema.value);
  if (fault === undefined) return { format: 'json', schema: schema.value };
  losses.lose(schema, 'schema of the answer', `it is not valid: ${fault.message}`);
  return { format: 'json' };
}
