import { checkSchema } from '../../matching/json-schema/check-schema.ts';
import { schemaValidator, type ValueValidator } from '../../matching/json-schema/validate-value.ts';
import { showText } from '../show-text.ts';
import type { CheckPlug, Finding } from './contract.ts';
import { findJson } from './find-json.ts';
import { textOf } from './text-value.ts';

/** Values that are held against the schema. */
const mostValidated = 100;

/**
 * The value's text holds a JSON map or list somewhere, also fenced or amid words; with a JSON Schema,
 * one that fits it.
 */
export const containsJson: CheckPlug = {
  key: 'contains_json',
  readsValue: true,
  prepare(check) {
    if (check.argument === true) return ({ value }) => anyJson(textOf(value));
    const [fault] = checkSchema(check.argument);
    if (fault !== undefined) {
      const reason = `the check cannot be judged: the schema is not valid: ${fault.message}`;
      return () => ({ kind: 'error', reason });
    }
    const validate = schemaValidator(check.argument);
    return ({ value }) => fittingJson(textOf(value), validate);
  },
};

function anyJson(text: string): Finding {
  const found = findJson(text).next();
  if (found.done === true && !found.value) return tooMuch;
  return { kind: 'judged', holds: found.done !== true, wanted: 'to contain a JSON map or list' };
}

function fittingJson(text: string, validate: ValueValidator): Finding {
  const wanted = 'to contain JSON that fits its JSON Schema';
  const values = findJson(text);
  let misfit: string | undefined;
  for (let tried = 0; tried < mostValidated; tried += 1) {
    const found = values.next();
    if (found.done === true) {
      if (!found.value) return tooMuch;
      const got = misfit === undefined ? 'no JSON map or list' : showText(misfit);
      return { kind: 'judged', holds: false, wanted, got };
    }
    const [fault] = validate(found.value);
    if (fault === undefined) return { kind: 'judged', holds: true, wanted };
    if (fault.keyword === 'limit') {
      return { kind: 'error', reason: `the check cannot be judged: ${fault.message}` };
    }
    misfit ??= `${fault.pointer === '' ? '' : `${fault.pointer}: `}${fault.message}`;
  }
  return tooMuch;
}

/** What was not looked at may hold what is wanted, so that neither pass nor failure is known. */
const tooMuch: Finding = {
  kind: 'error',
  reason: 'the check cannot be judged: the text holds too much to search it for JSON',
};
