// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions are what this file writes
import { recordOf } from '../../../units/own-value.ts';
import type { JsonValue } from '../../nodes.ts';
import type { Cursor } from '../cursor.ts';
import type { ImportContext } from './import-context.ts';

const simplePath = /^(?:\(?json\)?|response|data)?((?:\.[A-Za-z_]\w*|\[\d+\])+)$/;
const secretHeader = /^(?:authorization|cookie|proxy-authorization)$|key|token|secret/i;

/** promptfoo's own endpoint (`id: https://…` or `id: http`) as an `http` provider. */
export function convertHttpProvider(
  id: string,
  config: Cursor,
  at: Cursor,
  { losses }: ImportContext,
): Readonly<Record<string, JsonValue>> | undefined {
  const url = config.get('url').value ?? id;
  if (typeof url !== 'string' || !/^https?:\/\/[^\s?#{]+$/.test(url)) {
    const hint = 'declare an `http` provider in galley.yaml';
    losses.lose(at, 'provider', 'its `url` is no plain address without a query', hint);
    return undefined;
  }
  const method = config.get('method');
  if (method.value !== undefined && String(method.value).toUpperCase() !== 'POST') {
    losses.lose(method, '`method` of the provider', 'only POST is sent');
    return undefined;
  }
  let output: string | undefined;
  const headers: [string, JsonValue][] = [];
  for (const [key, item] of config.entries()) {
    if (key === 'url' || key === 'method' || key === 'body') continue;
    if (key === 'transformResponse' || key === 'responseParser') {
      output = simplePath.exec(String(item.value))?.[1]?.replace(/^\./, '');
      if (output !== undefined) continue;
      losses.refuse(item, `\`${key}\` of the provider`, 'it runs code on the answer');
    } else if (key === 'headers') {
      for (const [name, header] of item.entries()) {
        const text = String(header.value);
        if (/^content-type$/i.test(name) && /json/i.test(text)) continue;
        if (secretHeader.test(name) || text.includes('{{')) {
          const hint = 'name it in galley.yaml as {secret: …}';
          losses.refuse(header, `header \`${name}\``, 'keys are never copied out of a file', hint);
        } else if (/^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(name)) headers.push([name, text]);
        else losses.lose(header, `header \`${name}\``, 'it is no name of a header');
      }
    } else losses.lose(item, `\`${key}\` of the provider`, 'Galley has no such setting');
  }
  const body = config.get('body');
  const written = bodyOf(body.value ?? { prompt: '{{prompt}}' });
  if (!isMap(written) || JSON.stringify(written).includes('{{ env')) {
    losses.lose(body, '`body` of the provider', 'it is no JSON map');
    return undefined;
  }
  return {
    type: 'http',
    url,
    ...(headers.length > 0 && { headers: recordOf(headers) }),
    body: written,
    ...(output !== undefined && { output }),
    ...(/^https?:\/\/(?:localhost|127\.|\[::1\])/.test(url) && { allow_private: true }),
  };
}

/** `{{prompt}}` as the path to it; other variables stay text, since a request has no others. */
function bodyOf(value: JsonValue): JsonValue {
  if (typeof value === 'string') {
    return value
      .replaceAll('${{', () => '$${{')
      .replaceAll(/(?<!\$)\{\{\s*prompt\s*\}\}/g, () => '${{ prompt }}');
  }
  if (Array.isArray(value)) return value.map(bodyOf);
  if (!isMap(value)) return value;
  return recordOf(Object.entries(value).map(([key, item]) => [key, bodyOf(item)] as const));
}

function isMap(value: JsonValue): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
