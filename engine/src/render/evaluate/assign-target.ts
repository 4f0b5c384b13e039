import type { Target } from '../../templates/template-tree.ts';
import { fail } from '../fail.ts';
import { isIterable, iterate } from '../values/iterate.ts';
import { orElse } from '../values/or-else.ts';
import { typeName } from '../values/type-name.ts';
import { requireDefined } from '../values/undefined.ts';
import { PyObject, type Value } from '../values/value.ts';
import { missingName } from './missing-name.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';

/** Assigns a value to a name, a namespace's attribute, or a tuple of these. */
export function assignTarget(run: Run, scope: Scope, target: Target, value: Value): void {
  if (target.kind === 'name') {
    scope.set(target.name, value);
    return;
  }
  run.offset = target.offset;
  if (target.kind === 'attribute') {
    const namespace = orElse(scope.get(target.name), () => missingName(target.name, scope));
    if (!(namespace instanceof PyObject) || namespace.fields === undefined) {
      fail('cannot assign attribute on non-namespace object');
    }
    run.meter.allocate(1);
    namespace.fields.set(target.attribute, value);
    return;
  }
  const items = unpack(run, value, target.items.length);
  target.items.forEach((item, index) => {
    assignTarget(run, scope, item, items[index] as Value);
  });
}

function unpack(run: Run, value: Value, expected: number): Value[] {
  requireDefined(value);
  if (!isIterable(value)) fail(`cannot unpack non-iterable ${typeName(value)} object`);
  const items: Value[] = [];
  const source = iterate(value);
  for (let next = source.next(); next.done !== true; next = source.next()) {
    run.meter.step();
    if (items.length === expected) fail(`too many values to unpack (expected ${expected})`);
    items.push(next.value);
  }
  if (items.length < expected)
    fail(`not enough values to unpack (expected ${expected}, got ${items.length})`);
  return items;
}
