import type { Position } from '../../errors/problem.ts';
import type { PlainNode } from './parse-plain-yaml.ts';
import { blockText, inlineText } from './written-text.ts';
import type { YamlFile, YamlPath } from './yaml-file.ts';

type Found = { keyStart: number | undefined; node: PlainNode | undefined };

/** A file of the plain subset as a {@link YamlFile}. */
export function plainYamlFile(file: string, text: string, root: PlainNode): YamlFile {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    lineStarts.push(at + 1);
  }
  const position = (offset: number) => positionOf(lineStarts, offset);
  const valueAt = (path: YamlPath): Position => {
    for (let length = path.length; length >= 0; length -= 1) {
      const found = find(root, path.slice(0, length));
      const start = found?.node?.start ?? found?.keyStart;
      if (start !== undefined) return position(start);
    }
    return { line: 1, column: 1 };
  };
  return {
    file,
    value: root.value,
    problems: [],
    valueAt,
    keyAt(path) {
      const keyStart = find(root, path)?.keyStart;
      return keyStart === undefined ? valueAt(path) : position(keyStart);
    },
    rawAt(path) {
      const node = find(root, path)?.node;
      return node?.kind === 'scalar' ? text.slice(node.start, node.end) : undefined;
    },
    isFlow(path) {
      const node = find(root, path)?.node;
      return node !== undefined && node.kind !== 'scalar' && node.isFlow;
    },
    textAt(path) {
      const node = find(root, path)?.node;
      if (node?.kind !== 'scalar' || typeof node.value !== 'string') return undefined;
      const at = position(node.start);
      return node.style === 'literal'
        ? blockText(node.value, at, (line) => lineOf(text, lineStarts, line))
        : inlineText(node.value, text.slice(node.start, node.end), at);
    },
  };
}

function find(root: PlainNode, path: YamlPath): Found | undefined {
  let found: Found = { keyStart: undefined, node: root };
  for (const step of path) {
    const { node } = found;
    if (node?.kind === 'list') {
      const item: PlainNode | undefined = node.items[Number(step)];
      if (!item) return undefined;
      found = { keyStart: undefined, node: item };
    } else if (node?.kind === 'map') {
      const index = node.keys.indexOf(String(step));
      if (index === -1) return undefined;
      found = { keyStart: node.keyStarts[index], node: node.values[index] };
    } else return undefined;
  }
  return found;
}

function positionOf(lineStarts: readonly number[], offset: number): Position {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((lineStarts[middle] as number) <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - (lineStarts[low] as number) + 1 };
}

function lineOf(text: string, lineStarts: readonly number[], line: number): string {
  const start = lineStarts[line - 1];
  if (start === undefined) return '';
  return text.slice(start, lineStarts[line]).replace(/\n$/, '');
}
