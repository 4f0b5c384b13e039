import type { YamlPath } from '../yaml/yaml-file.ts';
import type { FileReading } from './file-reading.ts';

/** Reports the keys without a value that a comma inside `{ }` makes of text, in a map of free keys. */
export function reportLostCommas(reading: FileReading, map: unknown, path: YamlPath): void {
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return;
  if (!reading.yaml.isFlow(path)) return;
  for (const [key, value] of Object.entries(map)) {
    const inner = [...path, key];
    // `{key: }` says that there is nothing; only `{key}` has no value at all.
    if (value !== null || reading.yaml.rawAt(inner) !== undefined) continue;
    const message = `\`${path.join('.')}\`: \`${key.slice(0, 60)}\` has no value`;
    const hint = 'a comma inside { } starts a new key: put text that holds a comma in quotes';
    reading.report('wrong-value', message, inner, hint, 'key');
  }
}
