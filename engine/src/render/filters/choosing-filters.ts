import { nearestName } from '../../matching/nearest.ts';
import type { Run } from '../evaluate/run.ts';
import type { Operation } from '../evaluate/unit.ts';
import { fail } from '../fail.ts';
import { iterate } from '../values/iterate.ts';
import { asText } from '../values/text.ts';
import { isTruthy } from '../values/truth.ts';
import { type CallValues, PyIterator, type Value } from '../values/value.ts';
import { pathReader } from './read-path.ts';

type Table = ReadonlyMap<string, Operation>;

function findOperation(kind: 'filter' | 'test', name: Value, table: Table): Operation {
  const text = asText(name) ?? '';
  const found = table.get(text);
  if (found !== undefined) return found;
  const nearest = nearestName(text, [...table.keys()]);
  return fail(`No ${kind} named '${text}'.`, nearest && `did you mean '${nearest}'?`);
}

/** What `map` does to each item, from its arguments. */
function mapper(run: Run, values: CallValues, filters: Table): (item: Value) => Value {
  const { positional, keywords } = values;
  const attribute = keywords.get('attribute');
  if (positional.length === 0 && attribute !== undefined) {
    for (const name of keywords.keys())
      if (name !== 'attribute' && name !== 'default') fail(`Unexpected keyword argument '${name}'`);
    return pathReader(run, attribute, keywords.get('default'));
  }
  const [name, ...rest] = positional;
  if (name === undefined) return fail('map requires a filter argument');
  return (item) =>
    findOperation('filter', name, filters)(run, item, { positional: rest, keywords });
}

/** Which items `select` and its kin keep, from their arguments. */
function selector(
  run: Run,
  values: CallValues,
  hasAttribute: boolean,
  isKeeping: boolean,
  tests: Table,
): (item: Value) => boolean {
  let positional = values.positional;
  let read = (item: Value): Value => item;
  if (hasAttribute) {
    const [attribute, ...rest] = positional;
    if (attribute === undefined) return fail('Missing parameter for attribute name');
    read = pathReader(run, attribute);
    positional = rest;
  }
  const [name, ...rest] = positional;
  if (name === undefined) return (item) => isTruthy(read(item)) === isKeeping;
  const testValues: CallValues = { positional: rest, keywords: values.keywords };
  return (item) => {
    const part = read(item);
    return isTruthy(findOperation('test', name, tests)(run, part, testValues)) === isKeeping;
  };
}

/** Filters that apply another filter or a test to each item; errors wait until they are walked. */
export function choosingFilters(filters: Table, tests: Table): [string, Operation][] {
  const choose =
    (hasAttribute: boolean, isKeeping: boolean): Operation =>
    (run, value, values) => {
      function* chosen(): Generator<Value> {
        if (!isFalsy(value)) {
          const keeps = selector(run, values, hasAttribute, isKeeping, tests);
          const source = iterate(value);
          for (let next = source.next(); next.done !== true; next = source.next()) {
            run.meter.step();
            if (keeps(next.value)) yield next.value;
          }
        }
      }
      return new PyIterator('generator', chosen());
    };
  const map: Operation = (run, value, values) => {
    function* mapped(): Generator<Value> {
      if (!isFalsy(value)) {
        const change = mapper(run, values, filters);
        const source = iterate(value);
        for (let next = source.next(); next.done !== true; next = source.next()) {
          run.meter.step();
          yield change(next.value);
        }
      }
    }
    return new PyIterator('generator', mapped());
  };
  return [
    ['map', map],
    ['select', choose(false, true)],
    ['reject', choose(false, false)],
    ['selectattr', choose(true, true)],
    ['rejectattr', choose(true, false)],
  ];
}

/** Jinja2 looks at the value's truth first, so an empty or undefined one needs no valid arguments. */
function isFalsy(value: Value): boolean {
  return !isTruthy(value);
}
