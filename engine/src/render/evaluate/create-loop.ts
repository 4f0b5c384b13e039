import { fail } from '../fail.ts';
import { isEqual } from '../values/compare.ts';
import { lengthOf } from '../values/iterate.ts';
import { orElse } from '../values/or-else.ts';
import { PyFunction, PyObject, PyTuple, PyUndefined, type Value } from '../values/value.ts';
import type { Run } from './run.ts';

/** What a loop walks and how deep it is. */
export interface LoopParts {
  source: Iterator<Value>;
  /** The value walked when its length says how many turns there are; `undefined` when filtered. */
  sized: Value | undefined;
  /** From 1. */
  depth: number;
  /** Renders the loop's body for another iterable; `undefined` without the `recursive` marker. */
  recurse: ((value: Value) => string) | undefined;
}

/** The `loop` object and the function that steps it. */
export function createLoop(
  run: Run,
  parts: LoopParts,
): { loop: PyObject; advance: () => IteratorResult<Value, unknown> } {
  const ahead: IteratorResult<Value, unknown>[] = [];
  let index0 = -1;
  let previous: Value | undefined;
  let current: Value | undefined;
  let length: number | undefined;
  let lastChanged: Value | undefined;

  const pull = (): IteratorResult<Value, unknown> => ahead.shift() ?? parts.source.next();
  const peek = (): IteratorResult<Value, unknown> => {
    if (ahead.length === 0) ahead.push(parts.source.next());
    return ahead[0] as IteratorResult<Value, unknown>;
  };
  const countTurns = (): number => {
    if (length !== undefined) return length;
    const known = parts.sized === undefined ? undefined : lengthOf(parts.sized);
    if (known !== undefined) {
      length = known;
      return known;
    }
    while (ahead.at(-1)?.done !== true) {
      run.meter.allocate(1);
      run.meter.step();
      ahead.push(parts.source.next());
    }
    length = index0 + ahead.length;
    return length;
  };
  const cycle = new PyFunction('cycle', ({ positional }) => {
    if (positional.length === 0) fail('no items for cycling given');
    return positional[index0 % positional.length] as Value;
  });
  const changed = new PyFunction('changed', ({ positional }) => {
    const value = new PyTuple(positional);
    if (lastChanged !== undefined && isEqual(lastChanged, value, run.meter)) return false;
    lastChanged = value;
    return true;
  });
  const readers: ReadonlyMap<string, () => Value> = new Map<string, () => Value>([
    ['index', () => index0 + 1],
    ['index0', () => index0],
    ['revindex', () => countTurns() - index0],
    ['revindex0', () => countTurns() - index0 - 1],
    ['first', () => index0 === 0],
    ['last', () => peek().done === true],
    ['length', () => countTurns()],
    ['depth', () => parts.depth],
    ['depth0', () => parts.depth - 1],
    ['previtem', () => orElse(previous, () => new PyUndefined('there is no previous item'))],
    [
      'nextitem',
      () => {
        const next = peek();
        return next.done === true ? new PyUndefined('there is no next item') : next.value;
      },
    ],
    ['cycle', () => cycle],
    ['changed', () => changed],
  ]);
  const loop = new PyObject({
    typeName: 'LoopContext',
    read: (name) => readers.get(name)?.(),
    print: () => `<LoopContext ${index0 + 1}/${countTurns()}>`,
    length: countTurns,
    callable: new PyFunction('loop', ({ positional }) => {
      if (parts.recurse === undefined)
        fail("The loop must have the 'recursive' marker to be called recursively.");
      const [value] = positional;
      if (value === undefined) fail("loop() missing 1 required positional argument: 'iterable'");
      return parts.recurse(value);
    }),
  });
  const advance = (): IteratorResult<Value, unknown> => {
    const next = pull();
    if (next.done !== true) {
      index0 += 1;
      previous = current;
      current = next.value;
    }
    return next;
  };
  return { loop, advance };
}
