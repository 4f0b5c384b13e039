import { type DataPath, parsePath } from '../../expressions/path.ts';
import { isPlainObject } from '../../units/own-value.ts';
import type { JsonValue } from '../nodes.ts';
import type { HttpProvider, SendingProvider } from '../project.ts';
import type { YamlPath } from '../yaml/yaml-file.ts';
import { checkBodyExpressions } from './check-body-expressions.ts';
import type { FileReading } from './file-reading.ts';

type Written = Readonly<Record<string, JsonValue>>;

/** Headers that frame a request or name its host: the address alone decides those. */
const ownHeaders =
  /^(host|content-length|transfer-encoding|accept-encoding|connection|keep-alive|upgrade|expect|te|trailer|proxy-.*)$/i;
/** Headers that carry a key wherever they are used. */
const keyHeaders = /^(authorization|cookie|api-key|x-api-key|x-goog-api-key)$/i;

/** A team's own endpoint; what is no path, no known name or no header of one's own is reported. */
export function readHttpProvider(
  reading: FileReading,
  written: Written,
  common: SendingProvider,
): HttpProvider {
  const place = ['providers', common.name];
  const usage = mapOf(written.usage);
  const embedding = written.embedding === undefined ? undefined : mapOf(written.embedding);
  const pathAt = (value: JsonValue | undefined, ...keys: string[]) =>
    readPathAt(reading, value, [...place, ...keys]);
  checkBodyExpressions(reading, written.body ?? {}, [...place, 'body']);
  checkBodyExpressions(reading, embedding?.body ?? {}, [...place, 'embedding', 'body']);
  const vector = pathAt(embedding?.output, 'embedding', 'output');
  return {
    type: 'http',
    ...common,
    url: String(written.url),
    headers: readHeaders(reading, mapOf(written.headers), [...place, 'headers']),
    body: written.body ?? {},
    usage: withoutAbsent({
      inputTokens: pathAt(usage.input_tokens, 'usage', 'input_tokens'),
      outputTokens: pathAt(usage.output_tokens, 'usage', 'output_tokens'),
      cachedInputTokens: pathAt(usage.cached_input_tokens, 'usage', 'cached_input_tokens'),
    }),
    ...withoutAbsent({
      output: pathAt(written.output, 'output'),
      finishReason: pathAt(written.finish_reason, 'finish_reason'),
    }),
    ...(vector && { embedding: { body: embedding?.body ?? {}, output: vector } }),
  };
}

function readHeaders(
  reading: FileReading,
  written: Written,
  place: YamlPath,
): HttpProvider['headers'] {
  const headers = new Map<string, string | { readonly secret: string }>();
  for (const [name, value] of Object.entries(written)) {
    const path = [...place, name];
    if (ownHeaders.test(name)) {
      const hint = 'leave it out; the address and the body decide it';
      reading.report('wrong-value', `the header \`${name}\` is Galley's own`, path, hint, 'key');
    } else if (typeof value === 'string' && keyHeaders.test(name)) {
      const message = `the header \`${name}\` carries a key, which never stands in a file`;
      reading.report('wrong-value', message, path, 'write `{secret: NAME}`, or `key` for a bearer');
    }
    const secret = { secret: String(mapOf(value).secret) };
    headers.set(name.toLowerCase(), typeof value === 'string' ? value : secret);
  }
  return [...headers];
}

function readPathAt(
  reading: FileReading,
  value: JsonValue | undefined,
  at: YamlPath,
): DataPath | undefined {
  if (typeof value !== 'string') return undefined;
  const { path, fault } = parsePath(value);
  if (fault) reading.report('expression-invalid', fault.message, at, fault.hint);
  return path;
}

function withoutAbsent<Paths extends Record<string, DataPath | undefined>>(
  paths: Paths,
): { readonly [Name in keyof Paths]?: DataPath } {
  const found = Object.entries(paths).filter(([, path]) => path !== undefined);
  return Object.fromEntries(found) as { [Name in keyof Paths]?: DataPath };
}

function mapOf(value: JsonValue | undefined): Written {
  return isPlainObject(value) ? (value as Written) : {};
}
