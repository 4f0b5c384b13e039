import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Folder that the generated files go to, with a slash at its end. */
export const pageFolder = new URL('../engine/src/report/html/generated/', import.meta.url);

/**
 * The script and the style of the report page, made small, with the hashes that its policy names; by
 * file name.
 */
export async function generatePage(): Promise<ReadonlyMap<string, string>> {
  const [script, style] = [await bundle('main.ts'), await bundle('page.css')];
  if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style)) {
    throw new Error('the page cannot stand inside HTML');
  }
  const assets = { style, styleHash: hashOf(style), script, scriptHash: hashOf(script) };
  const text = `/* Generated from engine/page by \`npm run generate\`; do not edit. */
/** The report page's style and script, with their hashes as a Content-Security-Policy names them. */
export const pageAssets = ${JSON.stringify(assets, undefined, 2)};
`;
  return new Map([['page-assets.ts', text]]);
}

async function bundle(file: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(new URL('../engine/page/', import.meta.url)),
    entryPoints: [file],
    bundle: true,
    minify: true,
    write: false,
    charset: 'utf8',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
  });
  return outputFiles[0]?.text.trim() ?? '';
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
