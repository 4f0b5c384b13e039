import {
  PyDict,
  PyFloat,
  PyFunction,
  PyGroup,
  PyIterator,
  PyMarkup,
  PyObject,
  PyRange,
  PyTuple,
  PyUndefined,
  PyView,
  type Value,
} from './value.ts';

/** Python's name of a value's type. */
export function typeName(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' || typeof value === 'bigint') return 'int';
  if (Array.isArray(value)) return 'list';
  if (value instanceof PyFloat) return 'float';
  if (value instanceof PyGroup) return '_GroupTuple';
  if (value instanceof PyTuple) return 'tuple';
  if (value instanceof PyDict) return 'dict';
  if (value instanceof PyMarkup) return 'Markup';
  if (value instanceof PyUndefined) return value.isStrict ? 'StrictUndefined' : 'Undefined';
  if (value instanceof PyRange) return 'range';
  if (value instanceof PyIterator) return value.name;
  if (value instanceof PyView) return value.kind;
  if (value instanceof PyFunction)
    return value.text.startsWith('<class') ? 'type' : 'builtin_function_or_method';
  if (value instanceof PyObject) return value.typeName;
  return 'object';
}

const jinjaModules: ReadonlyMap<string, string> = new Map([
  ['Namespace', 'jinja2.utils.Namespace'],
  ['Cycler', 'jinja2.utils.Cycler'],
  ['Joiner', 'jinja2.utils.Joiner'],
  ['Macro', 'jinja2.runtime.Macro'],
  ['LoopContext', 'jinja2.runtime.LoopContext'],
  ['Markup', 'markupsafe.Markup'],
  ['_GroupTuple', 'jinja2.filters._GroupTuple'],
]);

/** How Jinja2 names an object in "… has no attribute". */
export function describeObject(value: Value): string {
  if (value === null) return 'None';
  const name = typeName(value);
  return `${jinjaModules.get(name) ?? name} object`;
}
