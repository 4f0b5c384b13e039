import type { LibraryNode, Part, Prompt } from '../library/nodes.ts';
import type { PlainNode } from '../ports/hostile-text.ts';
import { isPlainObject } from '../units/own-value.ts';

/** The fields of nodes that are maps, by kind; they travel as lists of pairs. */
const mapFields: Readonly<Record<string, readonly string[]>> = {
  prompt: ['inputs', 'variants'],
  part: ['inputs'],
};

/** A document as plain JSON. */
export function plainNode(node: LibraryNode): PlainNode {
  return withMaps(node, mapFields[node.kind] ?? [], (value) =>
    value instanceof Map ? [...value] : value,
  );
}

/**
 * The document that {@link plainNode} was given. It is not checked beyond its maps: what comes from a
 * child process is as true as the child.
 * @throws TypeError for something that is no node
 */
export function nodeFrom(plain: PlainNode): LibraryNode {
  const { kind, id, file, hash, closureHash, reaches, metadata } = plain;
  const texts = [id, file, hash, closureHash];
  const isNode =
    ['prompt', 'part', 'dataset', 'suite'].includes(String(kind)) &&
    texts.every((text) => typeof text === 'string') &&
    Array.isArray(reaches) &&
    isPlainObject(metadata);
  if (!isNode) throw new TypeError('expected a document of a library');
  const read = withMaps(plain, mapFields[String(kind)] ?? [], mapFrom);
  return { version: undefined, description: undefined, ...read } as unknown as LibraryNode;
}

/** A prompt of {@link nodeFrom}. */
export function promptFrom(plain: PlainNode): Prompt {
  const node = nodeFrom(plain);
  if (node.kind !== 'prompt') throw new TypeError('expected a prompt');
  return node as Prompt;
}

/** A part of {@link nodeFrom}. */
export function partFrom(plain: PlainNode): Part {
  const node = nodeFrom(plain);
  if (node.kind !== 'part') throw new TypeError('expected a part');
  return node as Part;
}

/** A map from its pairs; `undefined` stays. */
export function mapFrom(pairs: unknown): ReadonlyMap<string, unknown> | undefined {
  if (pairs === undefined) return undefined;
  const isMap = Array.isArray(pairs) && pairs.every((pair) => Array.isArray(pair) && isEntry(pair));
  if (!isMap) throw new TypeError('expected pairs of a name and a value');
  return new Map(pairs as [string, unknown][]);
}

function isEntry(pair: readonly unknown[]): boolean {
  return pair.length === 2 && typeof pair[0] === 'string';
}

function withMaps(
  node: object,
  fields: readonly string[],
  convert: (value: unknown) => unknown,
): PlainNode {
  const entries = Object.entries(node).map(([key, value]): [string, unknown] => [
    key,
    fields.includes(key) ? convert(value) : value,
  ]);
  return Object.fromEntries(entries) as PlainNode;
}
