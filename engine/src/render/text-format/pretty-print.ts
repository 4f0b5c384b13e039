import { TemplateFault } from '../../templates/template-fault.ts';
import type { Meter } from '../budget.ts';
import { splitLines } from '../methods/text-split-methods.ts';
import { compareText, compareValues } from '../values/compare.ts';
import { reprText, reprValue } from '../values/print-value.ts';
import { codePointLength } from '../values/text.ts';
import { typeName } from '../values/type-name.ts';
import { type DictEntry, PyDict, PyTuple, type Value } from '../values/value.ts';

const width = 80;

/** A value as Python's `pprint.pformat` prints it: dict keys sorted, lines of at most 80 columns. */
export function prettyPrint(meter: Meter, value: Value): string {
  return format(meter, value, 0, 0, 0);
}

function sortedEntries(meter: Meter, dict: PyDict): DictEntry[] {
  const entries = [...dict.entries.values()];
  meter.allocate(entries.length);
  return entries.sort((a, b) => {
    meter.step();
    return compareKeys(meter, a.key, b.key);
  });
}

/** Keys in order; keys without one by the names of their types. */
function compareKeys(meter: Meter, a: Value, b: Value): number {
  try {
    return compareValues(a, b, meter) || 0;
  } catch (error) {
    if (!(error instanceof TemplateFault) || error.kind !== 'runtime') throw error;
    return compareText(typeName(a), typeName(b));
  }
}

function onOneLine(meter: Meter, value: Value, depth: number): string {
  meter.step();
  meter.checkDepth(depth);
  if (value instanceof PyDict) {
    const parts = sortedEntries(meter, value).map(
      (entry) =>
        `${onOneLine(meter, entry.key, depth + 1)}: ${onOneLine(meter, entry.value, depth + 1)}`,
    );
    return bracket(meter, '{', parts, '}');
  }
  if (Array.isArray(value))
    return bracket(
      meter,
      '[',
      value.map((item) => onOneLine(meter, item, depth + 1)),
      ']',
    );
  if (value instanceof PyTuple && value.items.length !== 1)
    return bracket(
      meter,
      '(',
      value.items.map((item) => onOneLine(meter, item, depth + 1)),
      ')',
    );
  return reprValue(value, meter);
}

function bracket(meter: Meter, start: string, parts: readonly string[], end: string): string {
  meter.allocate(parts.reduce((total, part) => total + part.length + 2, 2));
  return `${start}${parts.join(', ')}${end}`;
}

function format(
  meter: Meter,
  value: Value,
  indent: number,
  allowance: number,
  depth: number,
): string {
  const line = onOneLine(meter, value, depth);
  if (codePointLength(line) <= width - indent - allowance) return line;
  if (value instanceof PyDict && value.entries.size > 0) {
    const entries = sortedEntries(meter, value);
    const parts = entries.map((entry, index) => {
      const key = reprValue(entry.key, meter);
      const isLast = index === entries.length - 1;
      const inner = format(
        meter,
        entry.value,
        indent + codePointLength(key) + 3,
        isLast ? allowance + 1 : 1,
        depth + 1,
      );
      return `${key}: ${inner}`;
    });
    return `{${parts.join(`,\n${' '.repeat(indent + 1)}`)}}`;
  }
  if (typeof value === 'string') return formatText(meter, value, indent, allowance, depth === 0);
  const items = Array.isArray(value) ? value : value instanceof PyTuple ? value.items : undefined;
  if (items === undefined || items.length === 0) return line;
  const [start, end] = Array.isArray(value) ? ['[', ']'] : ['(', items.length === 1 ? ',)' : ')'];
  const parts = items.map((item, index) =>
    format(meter, item, indent + 1, index === items.length - 1 ? allowance + 1 : 1, depth + 1),
  );
  return `${start}${parts.join(`,\n${' '.repeat(indent + 1)}`)}${end}`;
}

/** A long text as adjacent literals, one line each; in brackets where it stands alone. */
function formatText(
  meter: Meter,
  text: string,
  indent: number,
  allowance: number,
  isAlone: boolean,
): string {
  const column = isAlone ? indent + 1 : indent;
  const reserved = isAlone ? allowance + 1 : allowance;
  const lines = splitLines(text, true);
  const chunks: string[] = [];
  lines.forEach((line, index) => {
    const isLast = index === lines.length - 1;
    const most = width - column;
    const whole = reprText(line);
    meter.allocate(whole.length * 2);
    meter.step();
    if (codePointLength(whole) <= (isLast ? most - reserved : most)) chunks.push(whole);
    else chunks.push(...wrapLine(line, most, isLast ? reserved : 0));
  });
  if (chunks.length === 1) return chunks[0] ?? '';
  const joined = chunks.join(`\n${' '.repeat(column)}`);
  return isAlone ? `(${joined})` : joined;
}

function wrapLine(line: string, most: number, reserved: number): string[] {
  const words = line.match(/\S+\s*|\s+/g) ?? [];
  const chunks: string[] = [];
  let current = '';
  words.forEach((word, index) => {
    const room = index === words.length - 1 ? most - reserved : most;
    if (codePointLength(reprText(current + word)) <= room) {
      current += word;
      return;
    }
    if (current !== '') chunks.push(reprText(current));
    current = word;
  });
  if (current !== '') chunks.push(reprText(current));
  return chunks;
}
