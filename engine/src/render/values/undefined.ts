import { TemplateFault } from '../../templates/template-fault.ts';
import { describeObject } from './type-name.ts';
import { PyUndefined, type Value } from './value.ts';

/** A name that the context does not have. */
export function undefinedName(name: string, hint?: string): PyUndefined {
  return new PyUndefined(`'${name}' is undefined`, true, hint);
}

/** An attribute that an object does not have. */
export function undefinedAttribute(object: Value, name: string): PyUndefined {
  return new PyUndefined(`'${describeObject(object)}' has no attribute '${name}'`);
}

/** An element that an object does not have; `key` is already printed. */
export function undefinedElement(object: Value, key: string): PyUndefined {
  return new PyUndefined(`${describeObject(object)} has no element ${key}`);
}

/** @throws TemplateFault `runtime` with the undefined value's own message */
export function failUndefined(value: PyUndefined): never {
  throw new TemplateFault(
    'runtime',
    value.message,
    value.hint === undefined ? {} : { hint: value.hint },
  );
}

/** Fails when the value is a strict undefined one. */
export function requireDefined(value: Value): void {
  if (value instanceof PyUndefined && value.isStrict) failUndefined(value);
}

/** Fails when the value is any undefined one, also a lenient one. */
export function refuseUndefined(value: Value): void {
  if (value instanceof PyUndefined) failUndefined(value);
}
