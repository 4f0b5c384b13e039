import type { OpenDescription } from '../openapi/cut-description.ts';
import type { OperationId } from '../openapi/wanted-operations.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: unknown;
}

/** One operation of the REST description, ready to be matched and checked. */
export interface RestOperation {
  readonly id: OperationId;
  readonly method: string;
  /** As the description writes it, for example `/repos/{owner}/{repo}`. */
  readonly template: string;
  readonly pattern: RegExp;
  readonly parameters: readonly Parameter[];
  /** The schema of a JSON body; `undefined` when the operation takes none. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
  readonly isBodyRequired: boolean;
  /** Schema of each documented status by media type; no media type means no body. */
  readonly responses: ReadonlyMap<number, ReadonlyMap<string, unknown>>;
}

interface RawOperation {
  readonly operationId: string;
  readonly parameters?: readonly unknown[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Record<string, { schema: Record<string, unknown> }>;
  };
  readonly responses: Record<string, unknown>;
}

/** Parameters that may hold slashes. */
const multiSegment = new Set(['path', 'ref', 'basehead', 'branch']);

/** All operations of a description, the most literal paths first, so that the first match is right. */
export function readOperations(description: OpenDescription): RestOperation[] {
  const resolve = <Value>(value: unknown): Value => {
    const reference = (value as { $ref?: string }).$ref;
    if (reference === undefined) return value as Value;
    const [, , group = '', name = ''] = reference.split('/');
    return description.components[group]?.[name] as Value;
  };
  const operations = Object.entries(description.paths ?? {}).flatMap(([template, item]) =>
    Object.entries(item).map(([method, raw]): RestOperation => {
      const operation = raw as RawOperation;
      const responses = Object.entries(operation.responses).map(([status, response]) => {
        const { content = {} } = resolve<{ content?: Record<string, { schema: unknown }> }>(
          response,
        );
        const schemas = Object.entries(content).map(
          ([type, { schema }]) => [type, schema] as const,
        );
        return [Number(status), new Map(schemas)] as const;
      });
      return {
        id: operation.operationId as OperationId,
        method: method.toUpperCase(),
        template,
        pattern: patternOf(template),
        parameters: (operation.parameters ?? []).map((each) => resolve<Parameter>(each)),
        body: operation.requestBody?.content['application/json']?.schema,
        isBodyRequired: operation.requestBody?.required ?? false,
        responses: new Map(responses),
      };
    }),
  );
  return operations.sort((a, b) => literalSegments(b.template) - literalSegments(a.template));
}

function patternOf(template: string): RegExp {
  const source = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    multiSegment.has(name) ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
  );
  return new RegExp(`^${source}$`);
}

function literalSegments(template: string): number {
  return template.split('/').filter((segment) => segment !== '' && !segment.startsWith('{')).length;
}
