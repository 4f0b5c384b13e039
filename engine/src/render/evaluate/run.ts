import type { TemplateFault } from '../../templates/template-fault.ts';
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
  /** Text written before each capture in progress, outermost first. */
  readonly captured: string[];
  /** How many captures were in progress when the template or macro at work began. */
  captureBase: number;
  /** Faults that Jinja2 raises when the captured text is joined, by the number of captures around it. */
  readonly unjoinable: Map<number, TemplateFault>;
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
  run.captured.push(run.out);
  run.out = '';
  execute();
  checkJoinable(run);
  const text = run.out;
  run.out = run.captured.pop() ?? '';
  return text;
}

/** Fails when something that is no text was written at this level. */
export function checkJoinable(run: Run): void {
  const fault = run.unjoinable.get(run.captured.length);
  if (fault !== undefined) throw fault;
}

/** Runs a template or macro, whose captures are its own. */
export function withOwnCaptures(run: Run, execute: () => void): void {
  const before = run.captureBase;
  run.captureBase = run.captured.length;
  execute();
  run.captureBase = before;
}

/** Writes text to the output, charged first. */
export function write(run: Run, text: string): void {
  run.meter.write(text.length);
  run.out += text;
}
