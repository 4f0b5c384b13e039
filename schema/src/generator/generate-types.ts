import { compile } from 'json-schema-to-typescript';
import type { SchemaNode } from './read-schemas.ts';
import { simplifyForTypes } from './simplify-for-types.ts';

const banner = '// Generated from schema/v1 by `npm run generate`. Do not edit.\n';

/** TypeScript source with one type for each definition of the schemas. */
export async function generateTypes(schemas: ReadonlyMap<string, SchemaNode>): Promise<string> {
  const source = await compile(simplifyForTypes(schemas), 'GalleyTypes', {
    bannerComment: banner,
    unreachableDefinitions: true,
    ignoreMinAndMaxItems: true,
    additionalProperties: true,
    format: true,
    style: { singleQuote: true, printWidth: 100 },
  });
  const start = source.indexOf('export interface GalleyTypes');
  if (start < 0) return clean(source);
  const end = source.indexOf('\n}\n', start) + 3;
  return clean(source.slice(0, start) + source.slice(end));
}

function clean(source: string): string {
  return source
    .replaceAll(/\/\*\*\n \* All types of the format\.\n \*\/\n/g, '')
    .replaceAll(
      / \* This interface was referenced by `GalleyTypes`'s JSON-Schema\n \* via the `definition` "[^"]*"\.\n/g,
      '',
    )
    .replaceAll(/\n \*\n \*\/\n/g, '\n */\n')
    .replaceAll(/\/\*\*\n \*\/\n/g, '');
}
