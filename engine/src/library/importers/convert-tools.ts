import { checkSchema } from '../../matching/json-schema/check-schema.ts';
import type { JsonValue } from '../nodes.ts';
import type { Cursor } from './cursor.ts';
import type { LossReport } from './loss-report.ts';

const toolName = /^[A-Za-z0-9_-]{1,64}$/;

/** OpenAI's tools (`{type: function, function: {…}}`, flat or nested) as `tools` of a prompt. */
export function convertTools(tools: Cursor, losses: LossReport): JsonValue[] {
  return tools.items().flatMap((tool): JsonValue[] => {
    const type = tool.get('type').value ?? 'function';
    const inner = tool.get('function').value === undefined ? tool : tool.get('function');
    const name = inner.get('name').value;
    if (type !== 'function' || typeof name !== 'string' || !toolName.test(name)) {
      const what = `tool \`${type === 'function' ? String(name) : String(type)}\``;
      losses.lose(tool, what, 'only functions with a plain name can be declared');
      return [];
    }
    for (const [key, item] of inner.entries()) {
      if (key === 'strict' && item.value !== true) continue;
      if (['type', 'name', 'description', 'parameters', 'input_schema'].includes(key)) continue;
      losses.lose(item, `\`${key}\` of the tool \`${name}\``, 'a tool has no such setting');
    }
    const description = inner.get('description').value;
    const parameters = inner.get('parameters').value ?? inner.get('input_schema').value;
    const isSchema =
      typeof parameters === 'object' && parameters !== null && !Array.isArray(parameters);
    const [fault] = isSchema ? checkSchema(parameters) : [];
    if (fault !== undefined) {
      const reason = `they are no valid JSON Schema: ${fault.message}`;
      losses.lose(inner.get('parameters'), `parameters of the tool \`${name}\``, reason);
    }
    return [
      {
        name,
        ...(typeof description === 'string' && { description }),
        ...(isSchema && fault === undefined && { parameters }),
      },
    ];
  });
}
