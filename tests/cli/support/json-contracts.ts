import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The faults of a value, as `path message`; empty when it fits. */
export type ContractValidator = (value: unknown) => string[];

interface AjvError {
  readonly instancePath: string;
  readonly message?: string;
  readonly params: unknown;
}
type Compiled = ((value: unknown) => boolean) & { errors?: AjvError[] | null };

// Ajv belongs to the schema package; the tests borrow it from there.
const require = createRequire(new URL('../../../schema/package.json', import.meta.url));
const { default: Ajv } = require('ajv/dist/2020') as {
  default: new (options: object) => { compile(schema: object): Compiled };
};

/** A validator for any JSON Schema of draft 2020-12. */
export function openContractValidator(schema: object): ContractValidator {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) =>
            `${instancePath} ${message} ${JSON.stringify(params)}`,
        );
}

/** The published schema of one command's JSON output. */
export function readContract(command: string): object {
  const file = new URL(`../../../cli/schema/${command}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as object;
}
