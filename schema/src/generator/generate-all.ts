import { generateTypes } from './generate-types.ts';
import { generateValidators } from './generate-validators.ts';
import { readSchemas, type SchemaNode } from './read-schemas.ts';

const banner = '// Generated from schema/v1 by `npm run generate`. Do not edit.\n';

/** Folder that the generated files stand in. */
export const generatedFolder = new URL('../generated/', import.meta.url);

/** Text of every generated file, by its name in `schema/src/generated`. */
export async function generateAll(): Promise<Map<string, string>> {
  const schemas = await readSchemas();
  return new Map([
    ['types.ts', await generateTypes(schemas)],
    ['validators.js', await generateValidators(schemas)],
    ['validators.d.ts', declareValidators()],
    ['schemas.js', schemaModule(schemas)],
    ['schemas.d.ts', declareSchemas(schemas)],
  ]);
}

function declareValidators(): string {
  return (
    `${banner}import type { CompiledValidator } from '../compiled-validator.ts';\n` +
    `import type { SchemaKind } from '../kinds.ts';\n` +
    `export declare const compiledValidators: Readonly<Record<SchemaKind, CompiledValidator>>;\n`
  );
}

/** One JSON text parses faster than the same object as JavaScript, and costs one file to read. */
function schemaModule(schemas: ReadonlyMap<string, SchemaNode>): string {
  const text = JSON.stringify(Object.fromEntries(schemas));
  const literal = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  return `${banner}export const schemas = JSON.parse('${literal}');\n`;
}

function declareSchemas(schemas: ReadonlyMap<string, SchemaNode>): string {
  const names = [...schemas.keys()].map((name) => `'${name}'`).join(' | ');
  return (
    `${banner}/** File name of a schema without \`.schema.json\`. */\n` +
    `export type SchemaName = ${names};\n` +
    `/** The JSON Schemas of schema/v1. */\n` +
    `export declare const schemas: { readonly [name in SchemaName]: { readonly [keyword: string]: unknown } };\n`
  );
}
