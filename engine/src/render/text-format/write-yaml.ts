import { trimEnd } from '../../templates/whitespace.ts';
import type { Meter } from '../budget.ts';
import { fail } from '../fail.ts';
import { printFloat } from '../values/print-float.ts';
import { reprValue } from '../values/print-value.ts';
import { asText } from '../values/text.ts';
import { refuseUndefined } from '../values/undefined.ts';
import { PyDict, PyFloat, PyMarkup, PyTuple, type Value } from '../values/value.ts';
import { analyzeYamlText } from './analyze-yaml-text.ts';
import { findYamlAnchors } from './find-yaml-anchors.ts';
import { writeDoubleQuoted, writePlain, writeSingleQuoted } from './write-yaml-text.ts';
import { createYamlSink, type YamlSink } from './yaml-sink.ts';

/** YAML as PyYAML's `safe_dump(sort_keys=False, allow_unicode=True)` writes it, without the last line break. */
export function writeYaml(meter: Meter, value: Value): string {
  const writer: Writer = {
    meter,
    sink: createYamlSink(meter),
    depth: 0,
    isOpenEnded: false,
    anchors: findYamlAnchors(meter, value),
    written: new Set(),
  };
  writeNode(writer, value, undefined, 'root');
  return trimEnd(`${writer.sink.text()}${writer.isOpenEnded ? '\n...' : ''}`);
}

interface Writer {
  meter: Meter;
  sink: YamlSink;
  depth: number;
  isOpenEnded: boolean;
  /** Names of the lists and maps that stand in the value more than once. */
  anchors: ReadonlyMap<Value, string>;
  written: Set<Value>;
}

type Place = 'root' | 'key' | 'mapping' | 'sequence';

function writeNode(writer: Writer, value: Value, indent: number | undefined, place: Place): void {
  const { meter, sink } = writer;
  meter.step();
  meter.checkDepth(writer.depth);
  const anchor = writer.anchors.get(value);
  if (anchor !== undefined) {
    sink.writeIndicator(`${writer.written.has(value) ? '*' : '&'}${anchor}`, true);
    if (writer.written.has(value)) return;
    writer.written.add(value);
  }
  writer.depth += 1;
  const items = Array.isArray(value) ? value : value instanceof PyTuple ? value.items : undefined;
  if (items !== undefined) {
    if (items.length === 0) sink.writeIndicator('[]', true);
    else writeSequence(writer, items, indent, place);
  } else if (value instanceof PyDict) {
    if (value.entries.size === 0) sink.writeIndicator('{}', true);
    else writeMapping(writer, value, indent);
  } else writeScalar(writer, value, indent, place);
  writer.depth -= 1;
}

function writeSequence(
  writer: Writer,
  items: readonly Value[],
  indent: number | undefined,
  place: Place,
): void {
  const { sink } = writer;
  const isIndentless = place === 'mapping' && !sink.isIndention();
  const inner = indent === undefined ? 0 : isIndentless ? indent : indent + 2;
  for (const item of items) {
    sink.writeIndent(inner);
    sink.writeIndicator('-', true, true);
    writeNode(writer, item, inner, 'sequence');
  }
}

function writeMapping(writer: Writer, dict: PyDict, indent: number | undefined): void {
  const { sink } = writer;
  const inner = indent === undefined ? 0 : indent + 2;
  for (const { key, value } of dict.entries.values()) {
    sink.writeIndent(inner);
    if (isSimpleKey(writer.meter, key)) {
      writeNode(writer, key, inner, 'key');
      sink.writeIndicator(':', false);
    } else {
      sink.writeIndicator('?', true, true);
      writeNode(writer, key, inner, 'mapping');
      sink.writeIndent(inner);
      sink.writeIndicator(':', true, true);
    }
    writeNode(writer, value, inner, 'mapping');
  }
}

function isSimpleKey(meter: Meter, key: Value): boolean {
  if (key instanceof PyTuple) return key.items.length === 0;
  const text = asText(key) ?? scalarText(meter, key);
  return text !== '' && text.length < 128 && !analyzeYamlText(text).isMultiline;
}

function scalarText(meter: Meter, value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' || typeof value === 'bigint') return reprValue(value, meter);
  if (value instanceof PyFloat) {
    if (Number.isNaN(value.value)) return '.nan';
    if (!Number.isFinite(value.value)) return value.value > 0 ? '.inf' : '-.inf';
    const text = printFloat(value.value);
    return text.includes('.') ? text : text.replace('e', '.0e');
  }
  refuseUndefined(value);
  return fail('cannot represent an object');
}

function writeScalar(writer: Writer, value: Value, indent: number | undefined, place: Place): void {
  if (value instanceof PyMarkup)
    fail(`('cannot represent an object', ${reprValue(value, writer.meter)})`);
  const text = asText(value);
  const inner = indent === undefined ? 2 : indent + 2;
  const canSplit = place !== 'key';
  const markRoot = (): void => {
    if (place === 'root') writer.isOpenEnded = true;
  };
  if (text === undefined) {
    writePlain(writer.sink, scalarText(writer.meter, value), inner, canSplit);
    markRoot();
    return;
  }
  writer.meter.step(1 + Math.floor(text.length / 100));
  writer.meter.allocate(text.length * 2);
  const styles = analyzeYamlText(text);
  if (styles.allowsPlain) {
    writePlain(writer.sink, text, inner, canSplit);
    markRoot();
  } else if (styles.allowsSingleQuotes && !(place === 'key' && styles.isMultiline))
    writeSingleQuoted(writer.sink, text, inner, canSplit);
  else writeDoubleQuoted(writer.sink, text, inner, canSplit);
}
