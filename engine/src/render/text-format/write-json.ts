import type { Meter } from '../budget.ts';
import { fail } from '../fail.ts';
import { sortValues } from '../sort-values.ts';
import { printFloat } from '../values/print-float.ts';
import { reprValue } from '../values/print-value.ts';
import { typeName } from '../values/type-name.ts';
import { type DictEntry, PyDict, PyFloat, PyMarkup, PyTuple, type Value } from '../values/value.ts';

/** JSON as Jinja2's `tojson` writes it: keys sorted, ASCII only, `< > & '` escaped. */
export function writeJson(meter: Meter, value: Value, indent: string | undefined): string {
  return write({ meter, indent, open: [] }, value);
}

interface Writer {
  meter: Meter;
  indent: string | undefined;
  open: Value[];
}

function write(writer: Writer, value: Value): string {
  writer.meter.step();
  if (value === null) return 'null';
  if (typeof value === 'string') return writeText(writer.meter, value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' || typeof value === 'bigint') return reprValue(value, writer.meter);
  if (value instanceof PyFloat) return writeFloat(value.value);
  if (value instanceof PyMarkup) return writeText(writer.meter, value.text);
  const items = Array.isArray(value) ? value : value instanceof PyTuple ? value.items : undefined;
  if (items === undefined && !(value instanceof PyDict))
    fail(`Object of type ${typeName(value)} is not JSON serializable`);
  if (writer.open.includes(value)) fail('Circular reference detected');
  writer.meter.checkDepth(writer.open.length);
  writer.open.push(value);
  const text =
    items === undefined
      ? wrap(writer, '{', writeEntries(writer, value as PyDict), '}')
      : wrap(
          writer,
          '[',
          items.map((item) => write(writer, item)),
          ']',
        );
  writer.open.pop();
  return text;
}

function writeEntries(writer: Writer, dict: PyDict): string[] {
  const entries = [...dict.entries.values()];
  const sorted: DictEntry[] = sortValues(
    writer.meter,
    entries,
    entries.map((entry) => entry.key),
    false,
  );
  return sorted.map((entry) => `${writeKey(writer, entry.key)}: ${write(writer, entry.value)}`);
}

function writeKey(writer: Writer, key: Value): string {
  if (typeof key === 'string') return writeText(writer.meter, key);
  if (key instanceof PyMarkup) return writeText(writer.meter, key.text);
  if (key === null || typeof key !== 'object' || key instanceof PyFloat)
    return `"${write(writer, key)}"`;
  return fail(`keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

function wrap(writer: Writer, start: string, parts: readonly string[], end: string): string {
  if (parts.length === 0) return start + end;
  const size = parts.reduce((total, part) => total + part.length + 2, 2);
  if (writer.indent === undefined) {
    writer.meter.allocate(size);
    return `${start}${parts.join(', ')}${end}`;
  }
  const depth = writer.open.length;
  writer.meter.allocate(size + (parts.length + 1) * (writer.indent.length * depth + 1));
  const inner = `\n${writer.indent.repeat(depth)}`;
  return `${start}${inner}${parts.join(`,${inner}`)}\n${writer.indent.repeat(depth - 1)}${end}`;
}

function writeFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return printFloat(value);
}

const plain = /^[\x20-\x21\x23-\x25\x28-\x3b\x3d\x3f-\x5b\x5d-\x7e]*$/;
const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\f', '\\f'],
  ['\b', '\\b'],
]);

function writeText(meter: Meter, text: string): string {
  if (plain.test(text)) {
    meter.allocate(text.length + 2);
    return `"${text}"`;
  }
  meter.allocate(text.length * 6 + 2);
  const escaped = text.replace(
    /[^\x20-\x21\x23-\x25\x28-\x3b\x3d\x3f-\x5b\x5d-\x7e]/g,
    (unit) => shortEscapes.get(unit) ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}
