/** What Galley takes of a user's JSON Schema and of a value that one judges. */
export const schemaLimits = {
  /** Schemas within a schema. */
  schemas: 10_000,
  /** Levels of schemas within each other. */
  schemaDepth: 64,
  /** Faults reported of one schema or one value. */
  faults: 100,
  /** Levels of maps and arrays in a value. */
  valueDepth: 100,
  /** Maps, arrays and plain values in a value. */
  valueNodes: 500_000,
  /** Schemas that may be waiting for each other on one value: the depth of references. */
  evaluationDepth: 400,
  /** Work on one value: a schema applied, about 1,000 regex instructions, or 20 characters compared. */
  steps: 1_000_000,
} as const;
