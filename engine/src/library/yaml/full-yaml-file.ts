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
import { explainYamlError, unquotedTemplate, type YamlExplanation } from './explain-yaml-error.ts';
import { maxNesting } from './measure-nesting.ts';
import { ownText } from './own-text.ts';
import { foldedRuns } from './text-runs.ts';
import { blockText, inlineText } from './written-text.ts';
import type { WrittenText, YamlFile, YamlPath } from './yaml-file.ts';

/** Characters and nodes that all aliases of one document may add together. */
const maxAliasWeight = 64 * 1024;

/** A YAML text read by the `yaml` package: every construct of YAML 1.2, every fault explained. */
export function fullYamlFile(file: string, text: string): YamlFile {
  return new ParsedYaml(file, text);
}

/** The tokens of a YAML text, one string each: for counting nesting before anything recurses. */
export function yamlTokens(text: string): Iterable<string> {
  return new Lexer().lex(text);
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
    const [unknownTag] = this.#document.warnings;
    if (error) this.#reportSyntax(error.code, error.message, error.pos[0]);
    else if (unknownTag) {
      const hint = 'remove the tag, or put text that starts with ! in quotes';
      const at = this.#position(unknownTag.pos[0]);
      this.#report('yaml-syntax', 'tags are not allowed', at, hint);
    } else this.value = this.#readRoot();
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
    if (node.type === 'BLOCK_FOLDED') return this.#foldedText(node);
    const at = this.#start(node);
    return node.type === 'BLOCK_LITERAL'
      ? blockText(node.value, at, (line) => this.#line(line))
      : inlineText(node.value, this.#slice(node), at);
  }

  #reportSyntax(code: string, message: string, offset: number): void {
    const at = this.#position(this.#openBracket(message, offset) ?? offset);
    const explained: YamlExplanation =
      code === 'RESOURCE_EXHAUSTION' || /call stack/i.test(message)
        ? { message: `nested deeper than ${maxNesting} levels` }
        : explainYamlError(code, message, this.#line(at.line), at.column);
    const place = explained.column === undefined ? at : { ...at, column: explained.column };
    this.#report('yaml-syntax', explained.message, place, explained.hint);
  }

  /** Where the bracket stands that is never closed; the parser stops at whatever comes after. */
  #openBracket(message: string, offset: number): number | undefined {
    if (!/must (?:be sufficiently indented and )?end with a/.test(message)) return undefined;
    const open: number[] = [];
    let at = 0;
    for (const token of yamlTokens(this.#text)) {
      if (at >= offset) break;
      if (token === '[' || token === '{') open.push(at);
      else if (token === ']' || token === '}') open.pop();
      // The lexer's own marks for documents and scalars are no text of the file.
      if (this.#text.startsWith(token, at)) at += token.length;
    }
    return open.at(-1);
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
    const start = key?.range?.[0] ?? 0;
    const at = this.#position(this.#text.startsWith('{{', start - 1) ? start - 1 : start);
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
      if (value.isWellFormed()) return ownText(value);
      this.#reportSurrogate(node);
      return '';
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

  /** Folding moves words between lines, so that each line of the file is a piece of its own. */
  #foldedText(node: Scalar): WrittenText {
    const header = this.#start(node);
    let line = header.line + 1;
    while (this.#line(line).trim() === '' && line < this.#lines.lineStarts.length) line += 1;
    const column = this.#line(line).search(/[^ ]/) + 1;
    const text = node.value as string;
    const runs = foldedRuns(text, header, (at) => this.#line(at));
    return { text, start: { line, column }, indent: undefined, ...(runs.length > 0 && { runs }) };
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
