import type { JsonValue } from '../nodes.ts';
import { ownText } from './own-text.ts';

/** A value with its place, as offsets into the text. */
export type PlainNode = PlainMap | PlainList | PlainScalar;

interface Place {
  readonly start: number;
  readonly end: number;
}
export interface PlainMap extends Place {
  readonly kind: 'map';
  readonly isFlow: boolean;
  readonly keys: string[];
  readonly keyStarts: number[];
  /** `undefined` for a key without a value. */
  readonly values: (PlainNode | undefined)[];
  readonly value: Record<string, JsonValue>;
}
export interface PlainList extends Place {
  readonly kind: 'list';
  readonly isFlow: boolean;
  readonly items: PlainNode[];
  readonly value: JsonValue[];
}
export interface PlainScalar extends Place {
  readonly kind: 'scalar';
  readonly style: 'inline' | 'literal';
  readonly value: string | number | boolean | null;
}

/** The text is YAML outside the plain subset, or no YAML at all: the full parser decides. */
class Unusual extends Error {}

const deepest = 40;

/**
 * Reads the plain subset of YAML that almost every document is written in, ten times as fast as a
 * full parser; `undefined` for everything else. It takes block maps and lists, literal blocks,
 * single-line plain and quoted text, single-line flow maps and lists, and comments. What it takes
 * means the same in YAML 1.2; it never reports a fault.
 */
export function parsePlainYaml(text: string): PlainNode | undefined {
  if (!text.endsWith('\n') || /[\t\r\u0085\u2028\u2029\ufeff]|^(?:---|\.\.\.|%)/m.test(text)) {
    return undefined;
  }
  try {
    return new PlainParser(text).root();
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

const keyPattern = /([A-Za-z0-9_][A-Za-z0-9_./+-]{0,99}):(?= |\n)/y;
const quotedPattern = /"([^"\\\n]*)"|'((?:[^'\n]|'')*)'/y;
/** A plain scalar outside brackets; `: ` inside and comments are looked at afterwards. */
const plainPattern = /(?:[^\s,[\]{}#&*!|>'"%@`:?-]|[-:?](?=[^\s,[\]{}]))[^\n]*/y;
const flowPlainPattern =
  /(?:[^\s,[\]{}#&*!|>'"%@`:?-]|-(?=[^\s,[\]{}:?-]))(?:[^\n,[\]{}:#]|:(?=[^\s,[\]{}]))*/y;
const literalPattern = /\|(-?) *(?:\n| #[^\n]*\n)/y;
const restPattern = / *(?:\n| #[^\n]*\n)/y;

class PlainParser {
  readonly #text: string;
  /** Start of the line that is read. */
  #line = 0;

  constructor(text: string) {
    this.#text = text;
  }

  root(): PlainNode {
    const indent = this.#skipToContent();
    if (indent !== 0) throw new Unusual();
    const node = this.#block(0, 1);
    if (this.#skipToContent() !== -1) throw new Unusual();
    return node;
  }

  /** Moves to the next line with content and gives its indentation; -1 at the end. */
  #skipToContent(): number {
    const text = this.#text;
    for (;;) {
      if (this.#line >= text.length) return -1;
      let at = this.#line;
      while (text.charCodeAt(at) === 0x20) at += 1;
      const unit = text.charCodeAt(at);
      if (unit !== 0x0a && unit !== 0x23) return at - this.#line;
      this.#line = text.indexOf('\n', at) + 1;
    }
  }

  #block(indent: number, depth: number): PlainNode {
    if (depth > deepest) throw new Unusual();
    const start = this.#line + indent;
    return this.#isDash(start) ? this.#list(indent, depth) : this.#map(start, indent, depth);
  }

  #isDash(at: number): boolean {
    if (this.#text.charCodeAt(at) !== 0x2d) return false;
    const next = this.#text.charCodeAt(at + 1);
    return next === 0x20 || next === 0x0a;
  }

  #list(indent: number, depth: number): PlainList {
    const start = this.#line + indent;
    const items: PlainNode[] = [];
    let end = start;
    for (;;) {
      let at = this.#line + indent + 1;
      while (this.#text.charCodeAt(at) === 0x20) at += 1;
      const item = this.#item(at, indent, depth);
      items.push(item);
      end = item.end;
      const next = this.#skipToContent();
      if (next > indent) throw new Unusual();
      if (next < indent || !this.#isDash(this.#line + indent)) break;
    }
    return {
      kind: 'list',
      isFlow: false,
      items,
      value: items.map(({ value }) => value),
      start,
      end,
    };
  }

  #item(at: number, indent: number, depth: number): PlainNode {
    keyPattern.lastIndex = at;
    if (keyPattern.test(this.#text)) return this.#map(at, at - this.#line, depth + 1);
    if (this.#isDash(at)) throw new Unusual();
    const node = this.#value(at, indent, depth);
    if (!node) throw new Unusual();
    return node;
  }

  #map(start: number, indent: number, depth: number): PlainMap {
    if (depth > deepest) throw new Unusual();
    const map = newMap(start, false);
    let at = start;
    let end = start;
    for (;;) {
      keyPattern.lastIndex = at;
      const key = keyPattern.exec(this.#text)?.[1];
      if (key === undefined) throw new Unusual();
      const afterColon = at + key.length + 1;
      let valueAt = afterColon;
      while (this.#text.charCodeAt(valueAt) === 0x20) valueAt += 1;
      const node = this.#value(valueAt, indent, depth, true);
      addEntry(map, key, at, node);
      end = node?.end ?? afterColon;
      const next = this.#skipToContent();
      if (next > indent) throw new Unusual();
      if (next < indent) break;
      at = this.#line + indent;
      if (this.#isDash(at)) throw new Unusual();
    }
    return { ...map, end };
  }

  /** The value after a key or dash; `undefined` for none. Ends at the start of the next line. */
  #value(at: number, indent: number, depth: number, isOfKey = false): PlainNode | undefined {
    const text = this.#text;
    const unit = text.charCodeAt(at);
    if (unit === 0x0a || (unit === 0x23 && text.charCodeAt(at - 1) === 0x20)) {
      this.#line = text.indexOf('\n', at) + 1;
      const next = this.#skipToContent();
      if (next > indent) return this.#block(next, depth + 1);
      if (isOfKey && next === indent && this.#isDash(this.#line + next)) {
        return this.#listOfKey(indent, depth);
      }
      return undefined;
    }
    if (unit === 0x7c) return this.#literal(at, indent);
    const node = this.#inline(at, depth);
    restPattern.lastIndex = node.end;
    if (!restPattern.test(text)) throw new Unusual();
    this.#line = restPattern.lastIndex;
    return node;
  }

  /** A list may stand as far left as the key that it belongs to. */
  #listOfKey(indent: number, depth: number): PlainList {
    const list = this.#list(indent, depth + 1);
    const next = this.#skipToContent();
    if (next === indent && this.#isDash(this.#line + next)) throw new Unusual();
    return list;
  }

  #literal(at: number, indent: number): PlainScalar {
    const text = this.#text;
    literalPattern.lastIndex = at;
    const header = literalPattern.exec(text);
    if (!header) throw new Unusual();
    const lines: string[] = [];
    let line = at + header[0].length;
    let end = line;
    let width = -1;
    while (line < text.length) {
      const stop = text.indexOf('\n', line);
      let content = line;
      while (text.charCodeAt(content) === 0x20) content += 1;
      if (content === stop) {
        if (width === -1 ? stop > line : stop - line > width) throw new Unusual();
        lines.push('');
      } else {
        const own = content - line;
        if (width === -1) width = own;
        if (own < width) {
          if (own > indent) throw new Unusual();
          break;
        }
        if (width <= indent) throw new Unusual();
        lines.push(text.slice(line + width, stop));
      }
      line = stop + 1;
      end = line;
    }
    if (width === -1) throw new Unusual();
    this.#line = line;
    while (lines.at(-1) === '') lines.pop();
    const value = ownText(lines.join('\n') + (header[1] === '-' ? '' : '\n'));
    return { kind: 'scalar', style: 'literal', value, start: at, end };
  }

  /** A scalar or a flow collection on one line. */
  #inline(at: number, depth: number): PlainNode {
    const unit = this.#text.charCodeAt(at);
    if (unit === 0x7b || unit === 0x5b) return this.#flow(at, depth + 1);
    if (unit === 0x22 || unit === 0x27) return this.#quoted(at);
    plainPattern.lastIndex = at;
    const raw = plainPattern.exec(this.#text)?.[0];
    if (raw === undefined) throw new Unusual();
    const comment = raw.indexOf(' #');
    const plain = (comment === -1 ? raw : raw.slice(0, comment)).replace(/ +$/, '');
    if (plain.includes(': ') || plain.endsWith(':')) throw new Unusual();
    const end = at + plain.length;
    return { kind: 'scalar', style: 'inline', value: resolvePlain(plain), start: at, end };
  }

  #quoted(at: number): PlainScalar {
    quotedPattern.lastIndex = at;
    const match = quotedPattern.exec(this.#text);
    if (!match) throw new Unusual();
    const value = match[1] ?? (match[2] as string).replaceAll("''", "'");
    return {
      kind: 'scalar',
      style: 'inline',
      value: ownText(value),
      start: at,
      end: quotedPattern.lastIndex,
    };
  }

  #flow(at: number, depth: number): PlainNode {
    if (depth > deepest) throw new Unusual();
    return this.#text.charCodeAt(at) === 0x7b
      ? this.#flowMap(at, depth)
      : this.#flowList(at, depth);
  }

  #flowList(start: number, depth: number): PlainList {
    const items: PlainNode[] = [];
    let at = this.#skipSpaces(start + 1);
    while (this.#text.charCodeAt(at) !== 0x5d) {
      const item = this.#flowValue(at, depth);
      items.push(item);
      at = this.#afterFlowItem(item.end, 0x5d);
    }
    const value = items.map((item) => item.value);
    return { kind: 'list', isFlow: true, items, value, start, end: at + 1 };
  }

  #flowMap(start: number, depth: number): PlainMap {
    const map = newMap(start, true);
    let at = this.#skipSpaces(start + 1);
    while (this.#text.charCodeAt(at) !== 0x7d) {
      keyPattern.lastIndex = at;
      const key = keyPattern.exec(this.#text)?.[1];
      if (key === undefined) throw new Unusual();
      const node = this.#flowValue(this.#skipSpaces(at + key.length + 1), depth);
      addEntry(map, key, at, node);
      at = this.#afterFlowItem(node.end, 0x7d);
    }
    return { ...map, end: at + 1 };
  }

  #flowValue(at: number, depth: number): PlainNode {
    const unit = this.#text.charCodeAt(at);
    if (unit === 0x7b || unit === 0x5b) return this.#flow(at, depth + 1);
    if (unit === 0x22 || unit === 0x27) return this.#quoted(at);
    flowPlainPattern.lastIndex = at;
    const raw = flowPlainPattern.exec(this.#text)?.[0];
    if (raw === undefined) throw new Unusual();
    const plain = raw.replace(/ +$/, '');
    return {
      kind: 'scalar',
      style: 'inline',
      value: resolvePlain(plain),
      start: at,
      end: at + plain.length,
    };
  }

  /** Where the next item or the closing bracket stands. */
  #afterFlowItem(end: number, closing: number): number {
    const at = this.#skipSpaces(end);
    const unit = this.#text.charCodeAt(at);
    if (unit === closing) return at;
    if (unit !== 0x2c) throw new Unusual();
    const next = this.#skipSpaces(at + 1);
    if (this.#text.charCodeAt(next) === closing) throw new Unusual();
    return next;
  }

  #skipSpaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === 0x20) at += 1;
    return at;
  }
}

function newMap(start: number, isFlow: boolean): PlainMap {
  return { kind: 'map', isFlow, keys: [], keyStarts: [], values: [], value: {}, start, end: start };
}

function addEntry(map: PlainMap, key: string, start: number, node: PlainNode | undefined): void {
  if (key === '__proto__' || Object.hasOwn(map.value, key)) throw new Unusual();
  map.keys.push(key);
  map.keyStarts.push(start);
  map.values.push(node);
  map.value[key] = node ? node.value : null;
}

/** Plain text by the core schema; numbers that are not plain decimals are left to the full parser. */
function resolvePlain(text: string): PlainScalar['value'] {
  switch (text) {
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null;
    case 'true':
    case 'True':
    case 'TRUE':
      return true;
    case 'false':
    case 'False':
    case 'FALSE':
      return false;
  }
  if (!/^[-+.0-9]/.test(text)) return ownText(text);
  if (/^[-+]?[0-9]{1,15}$/.test(text) || /^[-+]?[0-9]{1,15}\.[0-9]{1,15}$/.test(text)) {
    return Number(text);
  }
  if (/^[-+]?(?:[0-9]+$|\.|[0-9]+\.?[0-9]*(?:[eE]|$)|0[xo])/.test(text)) throw new Unusual();
  return ownText(text);
}
