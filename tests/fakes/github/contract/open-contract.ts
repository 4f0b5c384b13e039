import { readFileSync } from 'node:fs';
import type { OpenDescription } from '../openapi/cut-description.ts';
import type { EventName } from '../openapi/wanted-events.ts';
import { type FindFaults, openValidators } from './open-validators.ts';
import { type RestOperation, readOperations } from './read-operations.ts';

/** What of a request the description speaks of. */
export interface RequestParts {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** `undefined` when the request has no body. */
  readonly body: unknown;
}

/** GitHub's descriptions as functions. Faults are texts; an empty list means that it fits. */
export interface Contract {
  /** The operation behind a method and a path, with the path's decoded parameters. */
  find(
    method: string,
    path: string,
  ): { readonly operation: RestOperation; readonly parameters: Record<string, string> } | undefined;
  requestFaults(operation: RestOperation, parts: RequestParts): string[];
  responseFaults(
    operation: RestOperation,
    answer: { readonly status: number; readonly body: unknown; readonly mediaType?: string },
  ): string[];
  webhookFaults(name: EventName, payload: unknown): string[];
}

/** Statuses that GitHub may answer to any request, whether the operation documents them or not. */
const universalStatuses = new Set([304, 401, 403, 404, 422, 429, 500, 502, 503]);
const errorSchema = {
  type: 'object',
  required: ['message'],
  properties: { message: { type: 'string' } },
};

/** Reads the vendored descriptions; schemas are compiled when they are first needed. */
export function openContract(): Contract {
  const rest = readVendored('rest');
  const webhooks = readVendored('webhooks');
  const operations = readOperations(rest);
  const validate = openValidators(rest.components);
  const validateText = openValidators(rest.components, { isText: true });
  const validateWebhook = openValidators(webhooks.components);

  return {
    find(method, path) {
      for (const operation of operations) {
        if (operation.method !== method) continue;
        const match = operation.pattern.exec(path);
        if (match === null) continue;
        const entries = Object.entries(match.groups ?? {});
        const parameters = entries.map(([name, text]) => [name, decodeURIComponent(text)]);
        return { operation, parameters: Object.fromEntries(parameters) };
      }
      return undefined;
    },
    requestFaults: (operation, parts) => [
      ...parameterFaults(operation, parts, validateText),
      ...bodyFaults(operation, parts.body, validate),
    ],
    responseFaults(operation, { status, body, mediaType = 'application/json' }) {
      const schemas = operation.responses.get(status);
      if (schemas === undefined || status >= 400) {
        if (schemas === undefined && !universalStatuses.has(status)) {
          return [`status ${status} is not documented`];
        }
        return status === 304 ? [] : validate(errorSchema)(body);
      }
      const schema = schemas.get(mediaType);
      if (schema === undefined) {
        return body === undefined || schemas.size > 0 ? [] : ['/: a body is not documented'];
      }
      return validate(schema)(body);
    },
    webhookFaults(name, payload) {
      const key = name.replace(/\.$/, '').replace('.', '-').replaceAll('_', '-');
      const operation = webhooks.webhooks?.[key]?.post as {
        requestBody: { content: { 'application/json': { schema: unknown } } };
      };
      return validateWebhook(operation.requestBody.content['application/json'].schema)(payload);
    },
  };
}

function parameterFaults(
  operation: RestOperation,
  { parameters, query }: RequestParts,
  validate: (schema: unknown) => FindFaults,
): string[] {
  const documented = operation.parameters.filter((each) => each.in === 'query');
  const unknown = [...query.keys()].filter(
    (name) => !documented.some((each) => each.name === name),
  );
  const values = operation.parameters.flatMap(({ name, in: place, required, schema }) => {
    if (place === 'header') return [];
    const value = place === 'path' ? parameters[name] : query.get(name);
    if (value === null || value === undefined) {
      return required === true ? [`query ${name}: is missing`] : [];
    }
    return validate(schema)({ value }).map((fault) => `${place} ${name}: ${fault}`);
  });
  return [...unknown.map((name) => `query ${name}: is not documented`), ...values];
}

function bodyFaults(
  operation: RestOperation,
  body: unknown,
  validate: (schema: unknown) => FindFaults,
): string[] {
  if (operation.body === undefined) return body === undefined ? [] : ['body: is not documented'];
  if (body === undefined) return operation.isBodyRequired ? ['body: is missing'] : [];
  const documented = operation.body.properties as object | undefined;
  const unknown = Object.keys(body ?? {}).filter((key) => !Object.hasOwn(documented ?? {}, key));
  return [
    ...validate(operation.body)(body).map((fault) => `body ${fault}`),
    ...(documented === undefined ? [] : unknown.map((key) => `body /${key}: is not documented`)),
  ];
}

function readVendored(name: 'rest' | 'webhooks'): OpenDescription {
  const file = new URL(`../openapi/generated/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as OpenDescription;
}
