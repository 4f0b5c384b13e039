/** One way in which a value does not fit its schema. */
export interface SchemaError {
  /**
   * The rule: `type`, `enum`, `const`, `pattern`, `minimum`, `required`, `additionalProperties`, …
   * as in JSON Schema. `oneOf`, `anyOf` and `not` are about keys that exclude or need each other.
   */
  keyword: string;
  /**
   * Keys and indices from the document to the value at fault. For `required`, `additionalProperties`,
   * `propertyNames`, `dependentRequired`, `dependentSchemas`, `oneOf`, `anyOf` and `not` that is the map.
   */
  path: readonly string[];
  /**
   * What the rule says: `allowedValues`, `allowedValue`, `type`, `limit` and `comparison`, `pattern`,
   * `missingProperty`, `additionalProperty`, `propertyName`; `alternatives` (groups of keys of which
   * one is allowed), `present` (those written, in order) and `surplus` (those that must go); `property`
   * and `owners` (the keys of which one must stand beside it).
   */
  params: Readonly<Record<string, unknown>>;
}
