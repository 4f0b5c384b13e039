import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
} from 'yaml';
import type { Position, Problem } from '../../errors/problem.ts';
import type { ProblemCode } from '../../errors/problem-codes.ts';
import type { JsonValue } from '../nodes.ts';
import { decodeText } from './decode-text.ts';
import { explainYamlError, unquotedTemplate } from './explain-yaml-error.ts';
import { findDeepNesting, isSurelyShallow, maxNesting } from './measure-nesting.ts';

/** Largest YAML document in bytes. */
export const maxYamlBytes = 256 * 1024;

/** Characters and nodes that all aliases of one document may add together. */
const maxAliasWeight = 64 * 1024;

/** Keys and list indexes from the root of a document to a value. */
export type YamlPath = readonly (string | number)[];

/** How a text value is written in its file. */
export interface WrittenText {
  text: string;
  /** Where the text's first character stands. */
  start: Position;
  /** Columns that each line is shifted by; `undefined` when escapes or folding hide the places. */
  indent: number | undefined;
}

/** A YAML file as plain data that knows where everything stands. */
export interface YamlFile {
  readonly file: string;
  /** `undefined` when the file is no YAML; then `problems` has an error. */
  readonly value: JsonValue | undefined;
  readonly problems: Problem[];
  /** Where a value stands, or the nearest one above it that is written. */
  valueAt(path: YamlPath): Position;
  /** Where the key of a value stands; for a list item, the item. */
  keyAt(path: YamlPath): Position;
  /** The value's own characters in the file; `undefined` for maps, lists and absent values. */
  rawAt(path: YamlPath): string | undefined;
  /** Whether the map or list is written in one line with brackets. */
  isFlow(path: YamlPath): boolean;
  /** How a text value is written; `undefined` when it is no text. */
  textAt(path: YamlPath): WrittenText | undefined;
}

const standardTag = /^(?:!|tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq))$/;

/** Reads one YAML 1.2 document; faults become problems and nothing is thrown. */
export function readYaml(file: string, bytes: Uint8Array): YamlFile {
  if (bytes.length > maxYamlBytes) {
    const message = `the file has ${bytes.length} bytes; expected at most ${maxYamlBytes}`;
    return unreadable(file, 'file-too-large', message, { line: 1, column: 1 });
  }
  const decoded = decodeText(bytes);
  if ('badByteAt' in decoded) {
    const hint = 'save the file as UTF-8';
    return unreadable(file, 'file-not-utf8', 'not valid UTF-8 text', decoded.badByteAt, hint);
  }
  return readYamlText(file, decoded.text);
}

/** {@link readYaml} for text that is decoded already. */
export function readYamlText(file: string, text: string): YamlFile {
  const control = findControlCharacter(text);
  if (control) return unreadable(file, 'yaml-syntax', control.message, control.at);
  if (!isSurelyShallow(text)) {
    const offset = findDeepNesting(new Lexer().lex(text), maxNesting);
    if (offset !== undefined) return tooDeep(file, positionIn(text, offset));
  }
  return new ParsedYaml(file, text);
}

function unreadable(
  file: string,
  code: ProblemCode,
  message: string,
  at: Position,
  hint?: string,
): YamlFile {
  const start = { line: 1, column: 1 };
  return {
    file,
    value: undefined,
    problems: [{ code, severity: 'error', message, file, ...at, ...(hint && { hint }) }],
    valueAt: () => start,
    keyAt: () => start,
    rawAt: () => undefined,
    isFlow: () => false,
    textAt: () => undefined,
  };
}

function tooDeep(file: string, at: Position): YamlFile {
  return unreadable(file, 'yaml-too-deep', `nested deeper than ${maxNesting} levels`, at);
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

function findControlCharacter(text: string): { message: string; at: Position } | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const index = text.search(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/);
  if (index === -1) return undefined;
  const code = text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
  return {
    message: `control character U+${code}; expected text`,
    at: positionIn(text, index),
  };
}

type Found = { key: Node | undefined; value: Node | undefined };

/** Keeps the package's tree only as long as someone asks for positions. */
class ParsedYaml implements YamlFile {
  readonly file: string;
  readonly value: JsonValue | undefined;
  readonly problems: Problem[] = [];
  readonly #text: string;
  readonly #lines = new LineCounter();
  readonly #document: Document.Parsed;
  readonly #anchors = new Map<string, { value: JsonValue; weight: number; node: Node }>();
  #weight = 0;
  #aliasWeight = 0;

  constructor(file: string, text: string) {
    this.file = file;
    this.#text = text;
    this.#document = parseDocument(text, {
      lineCounter: this.#lines,
      logLevel: 'error',
      merge: false,
      prettyErrors: false,
      resolveKnownTags: false,
      schema: 'core',
      uniqueKeys: false,
      version: '1.2',
    });
    const [error] = this.#document.errors;
    if (error) this.#reportSyntax(error.code, error.message, error.pos[0]);
    else this.value = this.#readRoot();
  }

  valueAt(path: YamlPath): Position {
    for (let length = path.length; length >= 0; length -= 1) {
      const found = this.#find(path.slice(0, length));
      const node = hasExtent(found?.value) ? found.value : (found?.key ?? found?.value);
      if (node?.range) return this.#position(node.range[0]);
    }
    return { line: 1, column: 1 };
  }

  keyAt(path: YamlPath): Position {
    const found = this.#find(path);
    return found?.key?.range ? this.#position(found.key.range[0]) : this.valueAt(path);
  }

  rawAt(path: YamlPath): string | undefined {
    const node = this.#find(path)?.value;
    return isScalar(node) && node.range ? this.#slice(node) : undefined;
  }

  isFlow(path: YamlPath): boolean {
    const node = this.#find(path)?.value;
    return (isMap(node) || isSeq(node)) && node.flow === true;
  }

  textAt(path: YamlPath): WrittenText | undefined {
    const node = this.#find(path)?.value;
    if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return undefined;
    return node.type === 'BLOCK_LITERAL' ? this.#literalText(node) : this.#inlineText(node);
  }

  #reportSyntax(code: string, message: string, offset: number): void {
    const at = this.#position(offset);
    const explained =
      code === 'RESOURCE_EXHAUSTION' || /call stack/i.test(message)
        ? { message: `nested deeper than ${maxNesting} levels` }
        : explainYamlError(code, message, this.#line(at.line), at.column);
    this.#report('yaml-syntax', explained.message, at, explained.hint);
  }

  #report(code: ProblemCode, message: string, at: Position, hint?: string): void {
    if (this.problems.length >= 100) return;
    const { file } = this;
    this.problems.push({ code, severity: 'error', message, file, ...at, ...(hint && { hint }) });
  }

  #readRoot(): JsonValue | undefined {
    const root = this.#document.contents as Node | null;
    const value = root === null ? null : this.#read(root, 1);
    return this.problems.length === 0 ? value : undefined;
  }

  #read(node: Node, depth: number): JsonValue {
    if (this.problems.length >= 100) return null;
    if (depth > maxNesting + 1) {
      const message = `nested deeper than ${maxNesting} levels`;
      this.#report('yaml-too-deep', message, this.#start(node));
      return null;
    }
    if (isAlias(node)) return this.#readAlias(node.source, node);
    if ('tag' in node && node.tag && !standardTag.test(node.tag)) {
      const hint = 'remove the tag, or put text that starts with ! in quotes';
      this.#report('yaml-syntax', `the tag ${node.tag} is not allowed`, this.#start(node), hint);
    }
    const before = this.#weight;
    const value = this.#readUntagged(node, depth);
    if ('anchor' in node && node.anchor) {
      this.#anchors.set(node.anchor, { value, weight: this.#weight - before, node });
    }
    return value;
  }

  #readUntagged(node: Node, depth: number): JsonValue {
    this.#weight += 1;
    if (isMap(node)) return this.#readMap(node.items, depth);
    if (isSeq(node)) {
      return node.items.map((item) => {
        if (isPair(item)) return this.#readMap([item], depth + 1);
        return item === null ? null : this.#read(item as Node, depth + 1);
      });
    }
    return isScalar(node) ? this.#readScalar(node) : null;
  }

  #readMap(items: readonly { key: unknown; value: unknown }[], depth: number): JsonValue {
    const map: Record<string, JsonValue> = {};
    for (const { key, value } of items) {
      const name = this.#readKey(key as Node | null);
      if (name === undefined) continue;
      if (Object.hasOwn(map, name)) {
        const at = this.#start(key as Node);
        this.#report('yaml-duplicate-key', `the key "${name}" is written twice`, at);
        continue;
      }
      map[name] =
        value === null || value === undefined ? null : this.#read(value as Node, depth + 1);
    }
    return map;
  }

  #readKey(key: Node | null): string | undefined {
    if (key && isScalar(key)) {
      const name = typeof key.value === 'string' ? key.value : this.#slice(key);
      this.#weight += name.length;
      if (name === '__proto__') {
        this.#report('unknown-key', 'the key "__proto__" is not allowed', this.#start(key));
        return undefined;
      }
      if (!name.isWellFormed()) this.#reportSurrogate(key);
      return name;
    }
    const at = key ? this.#start(key) : { line: 1, column: 1 };
    const { message, hint } = isMap(key)
      ? unquotedTemplate()
      : { message: 'a key is no plain text; expected text before `: `', hint: 'put it in quotes' };
    this.#report('yaml-syntax', message, at, hint);
    return undefined;
  }

  #readScalar(node: Scalar): JsonValue {
    const { value } = node;
    if (typeof value === 'string') {
      this.#weight += value.length;
      if (!value.isWellFormed()) this.#reportSurrogate(node);
      return value;
    }
    if (typeof value === 'number') {
      const isExact = Number.isFinite(value) && (!Number.isInteger(value) || isSafe(node, value));
      if (isExact) return value;
      const message = `the number ${this.#slice(node)} cannot be kept exactly`;
      this.#report(
        'wrong-value',
        message,
        this.#start(node),
        'put it in quotes to keep it as text',
      );
      return 0;
    }
    return typeof value === 'boolean' ? value : null;
  }

  #readAlias(name: string, node: Node): JsonValue {
    const target = this.#anchors.get(name);
    const at = this.#start(node);
    if (!target) {
      const hint = 'put text that starts with * in quotes';
      this.#report('yaml-syntax', `*${name} names no anchor before it`, at, hint);
      return null;
    }
    this.#weight += target.weight + 1;
    this.#aliasWeight += target.weight + 1;
    if (this.#aliasWeight <= maxAliasWeight) return target.value;
    if (this.#aliasWeight - target.weight - 1 <= maxAliasWeight) {
      const message = `aliases expand to more than ${maxAliasWeight} characters`;
      this.#report('yaml-alias-limit', message, at, 'write the values out, or use fewer aliases');
    }
    return null;
  }

  #reportSurrogate(node: Node): void {
    const hint = 'write the whole character instead of half a \\u pair';
    this.#report('yaml-syntax', 'text holds half a character', this.#start(node), hint);
  }

  #find(path: YamlPath): Found | undefined {
    let found: Found = { key: undefined, value: (this.#document.contents as Node) ?? undefined };
    for (const step of path) {
      const next = this.#step(found.value, step);
      if (!next) return undefined;
      found = next;
    }
    return found;
  }

  #step(parent: Node | undefined, step: string | number): Found | undefined {
    const node = isAlias(parent) ? this.#anchors.get(parent.source)?.node : parent;
    if (isSeq(node)) {
      const item = node.items[Number(step)] as Node | undefined;
      return item && !isPair(item) ? { key: undefined, value: item } : undefined;
    }
    if (!isMap(node)) return undefined;
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      const name = typeof key.value === 'string' ? key.value : this.#slice(key);
      if (name === String(step)) return { key, value: (value as Node | null) ?? undefined };
    }
    return undefined;
  }

  #literalText(node: Scalar): WrittenText {
    const text = node.value as string;
    const header = this.#start(node);
    const lines = text.split('\n');
    const first = lines.findIndex((line) => line !== '');
    const written = this.#line(header.line + 1 + Math.max(first, 0)).length;
    const indent = first === -1 ? 0 : Math.max(0, written - (lines[first] as string).length);
    return { text, start: { line: header.line + 1, column: indent + 1 }, indent };
  }

  #inlineText(node: Scalar): WrittenText {
    const text = node.value as string;
    const raw = this.#slice(node);
    const at = this.#start(node);
    if (raw === text) return { text, start: at, indent: at.column - 1 };
    const start = { line: at.line, column: at.column + 1 };
    if (raw.slice(1, -1) === text) return { text, start, indent: start.column - 1 };
    return { text, start: at, indent: undefined };
  }

  #slice(node: Node): string {
    return node.range ? this.#text.slice(node.range[0], node.range[1]) : '';
  }

  #start(node: Node): Position {
    return this.#position(node.range?.[0] ?? 0);
  }

  #position(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }

  #line(line: number): string {
    const start = this.#lines.lineStarts[line - 1];
    if (start === undefined) return '';
    return this.#text.slice(start, this.#lines.lineStarts[line] ?? undefined).replace(/\r?\n$/, '');
  }
}

function isSafe(node: Scalar, value: number): boolean {
  return Number.isSafeInteger(value) || /[.eE]/.test(node.source ?? '');
}

function hasExtent(node: Node | undefined): node is Node {
  return node?.range ? node.range[1] > node.range[0] : false;
}
