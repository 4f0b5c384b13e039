import { hashValue } from '../../units/content-hash.ts';
import type { JsonValue, NodeKind } from '../nodes.ts';
import type { FileReading } from './file-reading.ts';
import type { ParsedHead } from './parsed-file.ts';
import { reportLostCommas } from './report-lost-commas.ts';

/** A document's value, known to be a map. */
export type WrittenDocument = Readonly<Record<string, JsonValue>>;

/** What every kind of document has. */
export function readHead<Kind extends NodeKind>(
  reading: FileReading,
  written: WrittenDocument,
  kind: Kind,
  id: string,
): ParsedHead & { readonly kind: Kind } {
  const { id: _id, version, description, metadata, ...content } = written;
  reportLostCommas(reading, metadata, ['metadata']);
  const hasVersion = version !== undefined && version !== null;
  return {
    kind,
    id,
    file: reading.yaml.file,
    version: hasVersion ? String(version) : undefined,
    ...(hasVersion && { versionAt: reading.yaml.valueAt(['version']) }),
    description: typeof description === 'string' ? description : undefined,
    metadata: isMap(metadata) ? metadata : {},
    ownHash: hashValue({
      ...content,
      ...(description !== undefined && { description }),
      ...(metadata !== undefined && { metadata }),
    }),
    at: reading.yaml.valueAt([]),
  };
}

function isMap(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
