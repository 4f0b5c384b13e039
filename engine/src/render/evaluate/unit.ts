import type { Expression, Statement } from '../../templates/template-tree.ts';
import type { CallValues, Value } from '../values/value.ts';
import type { Dialect, Evaluate, Execute, Run } from './run.ts';

/** A filter, test or method body after its arguments are evaluated. */
export type Operation = (run: Run, value: Value, values: CallValues) => Value;

/** What compiling one template needs to know. */
export interface Unit {
  readonly dialect: Dialect;
  readonly filters: ReadonlyMap<string, Operation>;
  readonly tests: ReadonlyMap<string, Operation>;
  readonly compileExpression: (node: Expression, unit: Unit) => Evaluate;
  readonly compileBody: (body: readonly Statement[], unit: Unit) => Execute;
  /** The normalised source, for line numbers in values that outlive their place. */
  readonly source: string;
  /** Deepest nesting of the template: what one call adds to the native stack. */
  readonly nesting: number;
  /** True inside a branch: an unknown filter there fails only when it is reached. */
  readonly isBranch: boolean;
}

/** The unit for code in a branch of `if`. */
export function branchUnit(unit: Unit): Unit {
  return unit.isBranch ? unit : { ...unit, isBranch: true };
}

/** The unit for code in a block of its own scope. */
export function blockUnit(unit: Unit): Unit {
  return unit.isBranch ? { ...unit, isBranch: false } : unit;
}
