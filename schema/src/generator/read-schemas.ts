import { readdir, readFile } from 'node:fs/promises';

/** A JSON Schema, or any node inside one. */
export type SchemaNode = { [keyword: string]: unknown };

/** Folder of the hand-written schemas. */
export const schemaFolder = new URL('../../v1/', import.meta.url);

const extension = '.schema.json';

/** The hand-written schemas by file name without `.schema.json`, sorted by name. */
export async function readSchemas(): Promise<Map<string, SchemaNode>> {
  const schemas = new Map<string, SchemaNode>();
  const names = (await readdir(schemaFolder)).filter((name) => name.endsWith(extension)).sort();
  for (const name of names) {
    const text = await readFile(new URL(name, schemaFolder), 'utf8');
    schemas.set(name.slice(0, -extension.length), JSON.parse(text) as SchemaNode);
  }
  return schemas;
}
