import { mentionsName } from '../../templates/mentions-name.ts';
import type { ForStatement } from '../../templates/template-tree.ts';
import { iterate } from '../values/iterate.ts';
import { isTruthy } from '../values/truth.ts';
import { undefinedName } from '../values/undefined.ts';
import type { Value } from '../values/value.ts';
import { assignTarget } from './assign-target.ts';
import { createLoop } from './create-loop.ts';
import { capture, type Execute, type Run, withOwnCaptures } from './run.ts';
import type { Scope } from './scope.ts';
import { blockUnit, type Unit } from './unit.ts';

/** A for loop; the `loop` object exists only where the body mentions it. */
export function compileFor(node: ForStatement, unit: Unit): Execute {
  const inner = blockUnit(unit);
  const iterable = unit.compileExpression(node.iterable, unit);
  const test = node.test === undefined ? undefined : unit.compileExpression(node.test, inner);
  const body = unit.compileBody(node.body, inner);
  const otherwise =
    node.otherwise.length === 0 ? undefined : unit.compileBody(node.otherwise, inner);
  const hasLoop = node.isRecursive || mentionsName(node.body, 'loop');
  const { target, offset } = node;
  const { nesting } = unit;

  function* keepPassing(run: Run, scope: Scope, source: Iterator<Value>): Generator<Value> {
    for (let next = source.next(); next.done !== true; next = source.next()) {
      run.meter.step();
      const testScope = scope.inner();
      if (hasLoop) testScope.set('loop', undefinedName('loop'));
      assignTarget(run, testScope, target, next.value);
      if (isTruthy((test as NonNullable<typeof test>)(run, testScope))) yield next.value;
    }
  }

  const walk = (run: Run, scope: Scope, value: Value, depth: number): void => {
    run.offset = node.iterable.offset;
    const plain = iterate(value);
    const source = test === undefined ? plain : keepPassing(run, scope, plain);
    let isEmpty = true;
    if (hasLoop) {
      const recurse = node.isRecursive
        ? (next: Value): string => {
            run.meter.enterCall(nesting);
            const text = capture(run, () =>
              withOwnCaptures(run, () => walk(run, scope, next, depth + 1)),
            );
            run.meter.leaveCall(nesting);
            return text;
          }
        : undefined;
      const { loop, advance } = createLoop(run, {
        source,
        sized: test === undefined ? value : undefined,
        depth,
        recurse,
      });
      for (let next = advance(); next.done !== true; next = advance()) {
        isEmpty = false;
        run.meter.step();
        const turn = scope.inner();
        turn.set('loop', loop);
        run.offset = offset;
        assignTarget(run, turn, target, next.value);
        body(run, turn);
      }
    } else {
      for (let next = source.next(); next.done !== true; next = source.next()) {
        isEmpty = false;
        run.meter.step();
        const turn = scope.inner();
        assignTarget(run, turn, target, next.value);
        body(run, turn);
      }
    }
    if (isEmpty && otherwise !== undefined) otherwise(run, scope.inner());
  };

  return (run, scope) => {
    run.meter.step();
    walk(run, scope, iterable(run, scope), 1);
  };
}
