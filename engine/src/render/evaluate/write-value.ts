import { escapeMarkup } from '../values/markup.ts';
import { printValue } from '../values/print-value.ts';
import { PyMarkup, type Value } from '../values/value.ts';
import { type Run, write } from './run.ts';

/** Writes a value as `{{ }}` does. */
export function writeValue(run: Run, value: Value): void {
  if (run.isEscaping) write(run, escapeMarkup(value, run.meter).text);
  else write(run, printValue(value, run.meter));
}

/** What a captured block is worth: text, or Markup where output is escaped. */
export function capturedValue(run: Run, text: string): Value {
  return run.isEscaping ? new PyMarkup(text) : text;
}
