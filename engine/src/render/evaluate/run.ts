import type { Meter } from '../budget.ts';
import type { Value } from '../values/value.ts';
import type { Scope } from './scope.ts';

/** How a template behaves where Dakora differs from Jinja2. */
export type Dialect = 'jinja2' | 'dakora';

/** A template ready to run. */
export interface CompiledTemplate {
  readonly source: string;
  readonly dialect: Dialect;
  readonly nesting: number;
  readonly execute: Execute;
}

/** Where the evaluator is, for messages. */
export interface Frame {
  /** The template's name, as the caller or the include gives it. */
  readonly name: string;
  readonly source: string;
  /** Offset of the include that led here in the frame below. */
  readonly includeOffset: number;
}

/** The state of one rendering. */
export interface Run {
  readonly meter: Meter;
  /** Text written so far to the innermost capture. */
  out: string;
  /** Offset of the node at work. */
  offset: number;
  isEscaping: boolean;
  readonly frames: Frame[];
  /** The template of an include, `undefined` when there is none of that name. */
  readonly load: (name: string) => { template: CompiledTemplate; name: string } | undefined;
}

/** A compiled expression. */
export type Evaluate = (run: Run, scope: Scope) => Value;
/** A compiled statement. */
export type Execute = (run: Run, scope: Scope) => void;

/** What `execute` writes, as text instead of output. */
export function capture(run: Run, execute: () => void): string {
  const before = run.out;
  run.out = '';
  execute();
  const text = run.out;
  run.out = before;
  return text;
}

/** Writes text to the output, charged first. */
export function write(run: Run, text: string): void {
  run.meter.write(text.length);
  run.out += text;
}
