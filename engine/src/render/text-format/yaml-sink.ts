import type { Meter } from '../budget.ts';
import { codePointLength } from '../values/text.ts';

/** Where YAML is written: it knows the column and what white space has just been written. */
export interface YamlSink {
  /** True while only indentation and indicators stand on the line. */
  isIndention(): boolean;
  column(): number;
  /** Writes text as it is. */
  write(text: string): void;
  /** Says that the last thing written was content. */
  markContent(): void;
  isAfterWhitespace(): boolean;
  writeIndicator(indicator: string, needsSpace: boolean, keepsIndention?: boolean): void;
  writeLineBreak(text?: string): void;
  /** Starts a line at this column, unless the line is there already. */
  writeIndent(indent: number): void;
  text(): string;
}

/** An empty sink. */
export function createYamlSink(meter: Meter): YamlSink {
  const parts: string[] = [];
  let column = 0;
  let whitespace = true;
  let indention = true;
  const write = (text: string): void => {
    meter.allocate(text.length);
    parts.push(text);
    column += codePointLength(text);
  };
  const writeLineBreak = (text = '\n'): void => {
    parts.push(text);
    column = 0;
    whitespace = true;
    indention = true;
  };
  return {
    isIndention: () => indention,
    column: () => column,
    write,
    markContent() {
      whitespace = false;
      indention = false;
    },
    isAfterWhitespace: () => whitespace,
    writeIndicator(indicator, needsSpace, keepsIndention = false) {
      write(whitespace || !needsSpace ? indicator : ` ${indicator}`);
      whitespace = false;
      indention = indention && keepsIndention;
    },
    writeLineBreak,
    writeIndent(indent) {
      if (!indention || column > indent || (column === indent && !whitespace)) writeLineBreak();
      if (column < indent) {
        whitespace = true;
        write(' '.repeat(indent - column));
      }
    },
    text: () => parts.join(''),
  };
}
