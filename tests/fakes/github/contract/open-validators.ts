import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import { rewriteSchema } from './rewrite-schema.ts';

/** The faults of a value, each as `place: what is wrong`; empty when it fits. */
export type FindFaults = (value: unknown) => string[];

type Components = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const formats = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  uri: { type: 'string', validate: (text: string) => URL.canParse(text) },
  email: /@/,
  'uri-template': true,
  repo: { type: 'string', validate: (text: string) => text.includes('/') },
} as const;

/**
 * Compiles schemas that refer to the given components, each when it is first used.
 * @param isText the values are texts of paths and queries, each handed over as `{ value }`: numbers and
 * booleans are read from them
 */
export function openValidators(
  components: Components,
  options: { readonly isText?: boolean } = {},
): (schema: unknown) => FindFaults {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    inlineRefs: false,
    code: { optimize: false },
    logger: false,
    validateSchema: false,
    coerceTypes: options.isText ?? false,
    formats: formats as never,
  });
  for (const [group, members] of Object.entries(components)) {
    for (const [name, schema] of Object.entries(members)) {
      if (group !== 'schemas') continue;
      ajv.addSchema(
        rewriteSchema(schema, '/components') as AnySchema,
        `/components/${group}/${name}`,
      );
    }
  }
  const compiled = new Map<unknown, FindFaults>();
  return (schema) => {
    const known = compiled.get(schema);
    if (known !== undefined) return known;
    const rewritten = rewriteSchema(schema, '/components');
    // Ajv reads texts as numbers only where an object holds them.
    const validate = ajv.compile(
      options.isText === true
        ? { type: 'object', properties: { value: rewritten } }
        : (rewritten as AnySchema),
    );
    const find: FindFaults = (value) => {
      if (validate(value)) return [];
      return (validate.errors ?? []).map(
        ({ instancePath, message, params }) =>
          `${instancePath || '/'}: ${message} ${JSON.stringify(params)}`,
      );
    };
    compiled.set(schema, find);
    return find;
  };
}
