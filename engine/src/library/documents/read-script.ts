import type { Problem } from '../../errors/problem.ts';
import { compileRegex } from '../../matching/regex.ts';
import type { JsonValue } from '../nodes.ts';
import { checkShape } from '../shape/check-shape.ts';
import { decodeText } from '../yaml/decode-text.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import type { YamlPath } from '../yaml/yaml-file.ts';
import { type FileReading, startReading } from './file-reading.ts';

/** A scripted provider's file: its text, and whether it fits its schema. */
export function readScript(
  path: string,
  bytes: Uint8Array,
): { text: string; problems: readonly Problem[] } {
  const reading = startReading(readYaml(path, bytes));
  if (reading.yaml.value !== undefined) {
    reading.problems.push(...checkShape(reading.yaml, 'ScriptedFile'));
    checkPatterns(reading, reading.yaml.value, []);
  }
  const decoded = decodeText(bytes);
  return { text: 'text' in decoded ? decoded.text : '', problems: reading.problems };
}

/** Conditions nest through `all` and `any`; the reader of YAML has bounded how deep. */
function checkPatterns(reading: FileReading, value: JsonValue, path: YamlPath): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (key === 'json') continue;
    if (key === 'regex' && typeof item === 'string') {
      const { fault } = compileRegex(item);
      if (fault) reading.report('regex-invalid', fault.message, at, fault.hint);
    } else checkPatterns(reading, item as JsonValue, at);
  }
}
