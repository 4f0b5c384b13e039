import { checkSchema } from '../../matching/json-schema/check-schema.ts';
import { schemaValidator } from '../../matching/json-schema/validate-value.ts';
import type { ValidatedValues, ValidateValuesRequest } from '../../ports/hostile-text.ts';

/** Holds each value against a JSON Schema, or says what is wrong with the schema. */
export function validateValues({ schema, values }: ValidateValuesRequest): ValidatedValues {
  const schemaFaults = checkSchema(schema);
  return schemaFaults.length > 0
    ? { schemaFaults }
    : { valueFaults: values.map(schemaValidator(schema)) };
}
