import { type SchemaKind, schemaAt } from '@galley/schema';
import type { ProblemCode } from '../../errors/problem-codes.ts';
import type { JsonValue } from '../nodes.ts';
import type { YamlFile, YamlPath } from '../yaml/yaml-file.ts';
import { shownExample, shownValue } from './shown-example.ts';

/** One way in which a file does not fit its schema, before its place is looked up. */
export interface ShapeFault {
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly path: YamlPath;
  readonly at: 'key' | 'value';
}

/** What the manual shows for a place, in the words of YAML; `undefined` when it shows nothing. */
export function exampleHint(kind: SchemaKind, yaml: YamlFile, path: YamlPath): string | undefined {
  const example = schemaAt(kind, path, yaml.value)?.examples?.[0];
  const key = path.at(-1);
  if (example === undefined || typeof key !== 'string') return undefined;
  return /^\d+$/.test(key)
    ? `for example \`- ${shownValue(example)}\``
    : `for example ${shownExample(key, example)}`;
}

/** `the document`, or the dotted path in backticks. */
export function nameOf(path: YamlPath): string {
  return path.length === 0 ? 'the document' : `\`${path.join('.')}\``;
}

/** What stands at a path; `undefined` when nothing does. */
export function valueIn(root: JsonValue | undefined, path: YamlPath): JsonValue | undefined {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (!Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, JsonValue>)[step];
  }
  return value;
}
