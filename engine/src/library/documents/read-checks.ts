import type { JsonValue } from '../nodes.ts';
import type { YamlPath } from '../yaml/yaml-file.ts';
import type { FileReading } from './file-reading.ts';
import type { ParsedCheck } from './parsed-file.ts';
import { readCheck } from './read-check.ts';

/**
 * The checks of a document or of one case, normalised; bad regexes, schemas, paths and names are reported.
 * @param path where the list stands
 */
export function readChecks(
  reading: FileReading,
  value: JsonValue | undefined,
  path: YamlPath = ['checks'],
): ParsedCheck[] {
  const lineOfName = new Map<string, number>();
  return ((value ?? []) as Record<string, JsonValue>[]).map((written, index) => {
    const check = readCheck(reading, written, [...path, index]);
    const { name, at } = check.check;
    const earlier = lineOfName.get(name);
    if (earlier === undefined) lineOfName.set(name, at.line);
    else {
      const isWritten = written.name !== undefined;
      const message = `the check name \`${name}\` is taken by line ${earlier}`;
      const hint = isWritten ? 'give it another name' : 'give one of them a `name`';
      const key = isWritten ? 'name' : check.check.key;
      const at = isWritten ? 'value' : 'key';
      reading.report('check-duplicate', message, [...path, index, key], hint, at);
    }
    return check;
  });
}
