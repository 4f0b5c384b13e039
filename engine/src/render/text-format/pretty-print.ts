import type { Meter } from '../budget.ts';
import { sortValues } from '../sort-values.ts';
import { reprValue } from '../values/print-value.ts';
import { type DictEntry, PyDict, PyTuple, type Value } from '../values/value.ts';

const width = 80;

/** A value as Python's `pprint.pformat` prints it: dict keys sorted, lines of at most 80 columns. */
export function prettyPrint(meter: Meter, value: Value): string {
  return format(meter, value, 0, 0, 0);
}

function sortedEntries(meter: Meter, dict: PyDict): DictEntry[] {
  const entries = [...dict.entries.values()];
  return sortValues(
    meter,
    entries,
    entries.map((entry) => entry.key),
    false,
  );
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
  if (line.length <= width - indent - allowance) return line;
  if (value instanceof PyDict && value.entries.size > 0) {
    const entries = sortedEntries(meter, value);
    const parts = entries.map((entry, index) => {
      const key = reprValue(entry.key, meter);
      const isLast = index === entries.length - 1;
      const inner = format(
        meter,
        entry.value,
        indent + key.length + 3,
        isLast ? allowance + 1 : 1,
        depth + 1,
      );
      return `${key}: ${inner}`;
    });
    return `{${parts.join(`,\n${' '.repeat(indent + 1)}`)}}`;
  }
  const items = Array.isArray(value) ? value : value instanceof PyTuple ? value.items : undefined;
  if (items === undefined || items.length === 0) return line;
  const [start, end] = Array.isArray(value) ? ['[', ']'] : ['(', items.length === 1 ? ',)' : ')'];
  const parts = items.map((item, index) =>
    format(meter, item, indent + 1, index === items.length - 1 ? allowance + 1 : 1, depth + 1),
  );
  return `${start}${parts.join(`,\n${' '.repeat(indent + 1)}`)}${end}`;
}
