import { isPlainObject } from '../../units/own-value.ts';
import { applySchema } from './apply-schema.ts';
import { checkSchema } from './check-schema.ts';
import { type Run, type ValueFault, WorkLimitError } from './evaluation.ts';
import { type JsonSchema, subschemas } from './references.ts';
import { schemaLimits } from './schema-limits.ts';

/** Why one value does not fit; empty when it does. */
export type ValueValidator = (value: unknown) => ValueFault[];

/**
 * A validator for many values of one user's JSON Schema (2020-12). The schema is interpreted, never
 * compiled to code; patterns are RE2; work per value is bounded, and a value that would need more gives
 * one fault with keyword `limit`.
 * @throws TypeError when {@link checkSchema} finds faults: check first
 */
export function schemaValidator(schema: unknown): ValueValidator {
  const [fault] = checkSchema(schema);
  if (fault !== undefined) throw new TypeError(`the schema is not valid: ${fault.message}`);
  const { places } = subschemas(schema, schemaLimits);
  const run: Omit<Run, 'stepsLeft'> = {
    root: schema,
    places,
    tracksEvaluated: [...places.values()].some(saysUnevaluated),
    untracked: new Set(),
    regexes: new Map(),
    canonicalLists: new WeakMap(),
  };
  return (value) => {
    if (!isMeasurable(value)) return [limitFault('a smaller value')];
    try {
      const parent = { run: { ...run, stepsLeft: schemaLimits.steps }, depth: 0 };
      const { faults } = applySchema(parent, schema as JsonSchema, value, '');
      return faults.slice(0, schemaLimits.faults);
    } catch (error) {
      if (error instanceof WorkLimitError) return [limitFault('a schema that needs less work')];
      throw error;
    }
  };
}

/**
 * Everything about a JSON value that does not fit a user's schema, at most 100 faults. For several
 * values of one schema, {@link schemaValidator} is faster.
 * @throws TypeError when {@link checkSchema} finds faults: check first
 */
export function validateValue(schema: unknown, value: unknown): ValueFault[] {
  return schemaValidator(schema)(value);
}

function saysUnevaluated(schema: unknown): boolean {
  if (!isPlainObject(schema)) return false;
  return (
    Object.hasOwn(schema, 'unevaluatedItems') || Object.hasOwn(schema, 'unevaluatedProperties')
  );
}

/** True when the value is small and shallow enough to be walked by recursion. */
function isMeasurable(value: unknown): boolean {
  const waiting: { item: unknown; depth: number }[] = [{ item: value, depth: 0 }];
  let nodes = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { item, depth } = next;
    nodes += 1;
    if (nodes > schemaLimits.valueNodes || depth > schemaLimits.valueDepth) return false;
    if (typeof item !== 'object' || item === null) continue;
    for (const child of Object.values(item)) waiting.push({ item: child, depth: depth + 1 });
  }
  return true;
}

function limitFault(expected: string): ValueFault {
  const got = 'more than Galley judges';
  return {
    pointer: '',
    keyword: 'limit',
    expected,
    got,
    message: `expected ${expected}, got ${got}`,
  };
}
