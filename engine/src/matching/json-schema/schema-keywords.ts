/** What a keyword's value must look like in a schema. */
export type KeywordShape =
  | 'schema'
  | 'schemas'
  | 'schema-map'
  | 'count'
  | 'number'
  | 'divisor'
  | 'boolean'
  | 'text'
  | 'pattern'
  | 'names'
  | 'names-map'
  | 'types'
  | 'format'
  | 'reference'
  | 'list'
  | 'any';

/**
 * Every keyword of JSON Schema 2020-12 with the shape of its value.
 * @source https://json-schema.org/draft/2020-12/schema and its vocabularies
 */
export const schemaKeywords: ReadonlyMap<string, KeywordShape> = new Map(
  Object.entries({
    $schema: 'text',
    $id: 'text',
    $anchor: 'text',
    $dynamicAnchor: 'text',
    $ref: 'reference',
    $dynamicRef: 'reference',
    $defs: 'schema-map',
    definitions: 'schema-map',
    $comment: 'text',
    $vocabulary: 'any',
    type: 'types',
    enum: 'list',
    const: 'any',
    multipleOf: 'divisor',
    minimum: 'number',
    maximum: 'number',
    exclusiveMinimum: 'number',
    exclusiveMaximum: 'number',
    minLength: 'count',
    maxLength: 'count',
    pattern: 'pattern',
    format: 'format',
    prefixItems: 'schemas',
    items: 'schema',
    contains: 'schema',
    minContains: 'count',
    maxContains: 'count',
    minItems: 'count',
    maxItems: 'count',
    uniqueItems: 'boolean',
    unevaluatedItems: 'schema',
    properties: 'schema-map',
    patternProperties: 'schema-map',
    additionalProperties: 'schema',
    propertyNames: 'schema',
    required: 'names',
    minProperties: 'count',
    maxProperties: 'count',
    dependentRequired: 'names-map',
    dependentSchemas: 'schema-map',
    unevaluatedProperties: 'schema',
    allOf: 'schemas',
    anyOf: 'schemas',
    oneOf: 'schemas',
    not: 'schema',
    if: 'schema',
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: 'schema',
    else: 'schema',
    title: 'text',
    description: 'text',
    default: 'any',
    examples: 'any',
    deprecated: 'boolean',
    readOnly: 'boolean',
    writeOnly: 'boolean',
    contentEncoding: 'text',
    contentMediaType: 'text',
    contentSchema: 'schema',
  } satisfies Record<string, KeywordShape>),
);

/** Keywords that apply a schema to the same value: a circle through these alone never ends. */
export const inPlaceKeywords: ReadonlySet<string> = new Set([
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependentSchemas',
]);

/** What to write instead of keywords of other drafts and dialects. */
export const replacedKeywords: ReadonlyMap<string, string> = new Map([
  ['id', 'Write `$id`.'],
  ['dependencies', 'Write `dependentRequired` or `dependentSchemas`.'],
  ['additionalItems', 'Write `prefixItems` for the first items and `items` for the others.'],
  ['nullable', 'Write `type: [string, "null"]`.'],
  ['example', 'Write `examples: [...]`.'],
  ['discriminator', 'Write `oneOf` with a `const` in each alternative.'],
  ['$recursiveRef', 'Write `$dynamicRef`.'],
  ['$recursiveAnchor', 'Write `$dynamicAnchor`.'],
  ['optional', 'Leave the property out of `required`.'],
]);
