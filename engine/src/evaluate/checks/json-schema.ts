import type { JsonValue } from '../../library/nodes.ts';
import { checkSchema } from '../../matching/json-schema/check-schema.ts';
import { schemaValidator, type ValueValidator } from '../../matching/json-schema/validate-value.ts';
import { readJson } from '../../run/read-output.ts';
import { showValue } from '../show-text.ts';
import type { CheckPlug, Finding } from './contract.ts';

const wanted = 'to fit its JSON Schema';

/**
 * The value fits a JSON Schema. The raw text of an answer is read as bare JSON first, so a fenced
 * or invalid answer does not fit.
 */
export const jsonSchema: CheckPlug = {
  key: 'json_schema',
  readsValue: true,
  prepare(check) {
    const [fault] = checkSchema(check.argument);
    if (fault !== undefined) {
      const reason = `the check cannot be judged: the schema is not valid: ${fault.message}`;
      return () => ({ kind: 'error', reason });
    }
    const validate = schemaValidator(check.argument);
    return ({ value, isRawText }) => {
      if (!isRawText || typeof value !== 'string') return judgeValue(validate, value);
      const read = readJson(value);
      return read.fault === undefined
        ? judgeValue(validate, read.value)
        : misfit(`an answer that ${read.fault}: ${showValue(value)}`);
    };
  },
};

function judgeValue(validate: ValueValidator, value: JsonValue): Finding {
  const faults = validate(value);
  const [first] = faults;
  if (first === undefined) return { kind: 'judged', holds: true, wanted };
  if (first.keyword === 'limit') {
    return { kind: 'error', reason: `the check cannot be judged: ${first.message}` };
  }
  const where = first.pointer === '' ? '' : `${first.pointer}: `;
  const more = faults.length === 1 ? '' : ` (and ${faults.length - 1} more)`;
  return misfit(`${where}${first.message}${more}`);
}

function misfit(got: string): Finding {
  return { kind: 'judged', holds: false, wanted, got };
}
