import { checkSchema } from '../../matching/json-schema/check-schema.ts';
import type { JsonValue } from '../nodes.ts';
import type { YamlPath } from '../yaml/yaml-file.ts';
import type { FileReading } from './file-reading.ts';

/** Reports a JSON Schema of a document that is none, at the keyword that is wrong. */
export function checkJsonSchema(reading: FileReading, schema: JsonValue, path: YamlPath): void {
  for (const { pointer, message, hint } of checkSchema(schema)) {
    const inside = pointer.split('/').slice(1).map(unescapePointer);
    // A bad pattern of `patternProperties` is a key.
    const at = inside.at(-2) === 'patternProperties' ? 'key' : 'value';
    const advice = hint ?? 'see the keyword in JSON Schema 2020-12';
    reading.report('schema-invalid', message, [...path, ...inside], advice, at);
  }
}

function unescapePointer(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}
