import { isPlainObject } from '../../units/own-value.ts';
import type { JsonValue } from '../nodes.ts';
import type { ProviderDeclaration, ScriptedProvider, SendingProvider } from '../project.ts';
import type { FileReading } from './file-reading.ts';
import { readHttpProvider } from './read-http-provider.ts';

type Written = Readonly<Record<string, JsonValue>>;

/** A provider of galley.yaml that calls a vendor or an endpoint; its shape is known to be right. */
export function readSendingProvider(
  reading: FileReading,
  name: string,
  written: Written,
): Exclude<ProviderDeclaration, ScriptedProvider> {
  const common = readCommon(name, written);
  const address = textIn(written, 'base_url', 'baseUrl');
  const type = written.type as Exclude<ProviderDeclaration['type'], 'scripted'>;
  switch (type) {
    case 'openai': {
      const api = written.api === 'responses' ? 'responses' : 'chat';
      return {
        type,
        api,
        ...common,
        ...address,
        ...textIn(written, 'organization', 'organization'),
      };
    }
    case 'openai-compatible':
      return { type, ...common, baseUrl: String(written.base_url) };
    case 'azure-openai':
      return {
        type,
        ...common,
        baseUrl: String(written.base_url),
        ...textIn(written, 'api_version', 'apiVersion'),
        deployments: Object.fromEntries(
          Object.entries(mapOf(written.deployments)).map(([at, model]) => [at, String(model)]),
        ),
      };
    case 'http':
      return readHttpProvider(reading, written, common);
    case 'google':
      return { type, ...common, ...address, ...readVertex(written) };
    default:
      return { type, ...common, ...address };
  }
}

function readCommon(name: string, written: Written): SendingProvider {
  const limits = mapOf(written.limits);
  const { secret } = mapOf(written.key);
  return {
    name,
    ...(typeof secret === 'string' && { keySecret: secret }),
    allowPrivate: written.allow_private === true,
    ...(typeof limits.requests_per_minute === 'number' && {
      requestsPerMinute: limits.requests_per_minute,
    }),
    ...(typeof limits.tokens_per_minute === 'number' && {
      tokensPerMinute: limits.tokens_per_minute,
    }),
    ...(typeof limits.tokens_per_minute === 'number' && {
      tokensPerMinute: limits.tokens_per_minute,
    }),
    ...(typeof limits.concurrency === 'number' && { concurrency: limits.concurrency }),
    ...(typeof limits.timeout_s === 'number' && { timeoutMs: limits.timeout_s * 1000 }),
  };
}

/** With `vertex`, `credentials` take the place of `key`. */
function readVertex(written: Written) {
  if (written.vertex === undefined) return {};
  const { project, location } = mapOf(written.vertex);
  const { secret } = mapOf(written.credentials);
  const vertex = { project: String(project), location: String(location) };
  return { vertex, ...(typeof secret === 'string' && { keySecret: secret }) };
}

function textIn<Name extends string>(
  written: Written,
  key: string,
  name: Name,
): { readonly [Key in Name]?: string } {
  const value = written[key];
  return typeof value === 'string' ? ({ [name]: value } as { [Key in Name]: string }) : {};
}

function mapOf(value: JsonValue | undefined): Written {
  return isPlainObject(value) ? (value as Written) : {};
}
