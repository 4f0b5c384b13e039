import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { schemaFiles } from '../kinds.ts';
import { keyGroupKeywords } from './key-groups.ts';
import { type SchemaNode, schemaFolder } from './read-schemas.ts';

const banner = '// Generated from schema/v1 by `npm run generate`. Do not edit.\n';

/**
 * Self-contained JavaScript with one validator per kind; it generates no code at run time.
 * `Object.hasOwn` guards every key, so `__proto__` and `constructor` in a document are plain data.
 */
export async function generateValidators(
  schemas: ReadonlyMap<string, SchemaNode>,
): Promise<string> {
  const ajv = new Ajv2020({
    allErrors: true,
    messages: false,
    ownProperties: true,
    allowUnionTypes: true,
    strictTypes: false,
    strictRequired: false,
    meta: false,
    validateSchema: false,
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  for (const definition of keyGroupKeywords) {
    ajv.removeKeyword(String(definition.keyword));
    ajv.addKeyword(definition);
  }
  for (const schema of schemas.values()) {
    ajv.addSchema(withoutAnnotations(schema) as SchemaNode);
  }
  const exported = Object.entries(schemaFiles).map(([kind, file]) => [
    kind,
    String(schemas.get(file)?.$id),
  ]);
  const source = standaloneCode.default(ajv, Object.fromEntries(exported));
  const table = `export const compiledValidators = {${Object.keys(schemaFiles).join(', ')}};`;
  return banner + (await bundle(`${appendInPlace(source)}\n${table}`));
}

/** Copying all errors for each new one would take quadratic time in a hostile document. */
function appendInPlace(source: string): string {
  const append =
    'function append(all, more) { for (const one of more) all.push(one); return all; }';
  return `${source.replaceAll('vErrors.concat(', 'append(vErrors, ')}\n${append}`;
}

const annotations = new Set(['$schema', 'title', 'description', 'examples', 'x-galley-expression']);

/** The validators carry the schemas' rules only; what they say to people is in `schemas.js`. */
function withoutAnnotations(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutAnnotations);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).filter(([keyword]) => !annotations.has(keyword));
  return Object.fromEntries(
    entries.map(([keyword, value]) => [
      keyword,
      keyword === 'properties' ? ofEach(value as SchemaNode) : withoutAnnotations(value),
    ]),
  );
}

function ofEach(properties: SchemaNode): SchemaNode {
  const entries = Object.entries(properties);
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutAnnotations(value)]));
}

async function bundle(contents: string): Promise<string> {
  const result = await build({
    stdin: { contents, resolveDir: fileURLToPath(schemaFolder), loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    target: 'es2022',
    legalComments: 'none',
    minify: true,
    lineLimit: 400,
  });
  return result.outputFiles[0]?.text ?? '';
}
