import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundledPackages, packageNotice } from './bundled-packages.ts';

/** Bundles the CLI into cli/dist: one entry, one chunk per lazily loaded module, no packages left to install. */
const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'cli', 'dist');
const entry = join(dist, 'galley.mjs');

// CommonJS packages ask for Node's modules by `require`, which ES modules do not have.
const requireForCommonJs =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

rmSync(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: [join(root, 'cli', 'src', 'main.ts')],
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  // 70 MB of native code: installed beside Galley by those who query.
  external: ['@duckdb/node-api'],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  banner: { js: requireForCommonJs },
  outdir: dist,
  entryNames: 'galley',
  chunkNames: 'chunks/[name]-[hash]',
  outExtension: { '.js': '.mjs' },
  metafile: true,
  logLevel: 'warning',
});
chmodSync(entry, 0o755);
const packages = bundledPackages(root, [metafile]);
writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), packages.map(packageNotice).join('\n'));
// What a published package would be: no dependencies, because everything is inside.
const { name, version, license } = JSON.parse(
  readFileSync(join(root, 'cli', 'package.json'), 'utf8'),
);
const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const manifest = { name, version, license, type: 'module', bin: { galley: 'galley.mjs' }, engines };
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
console.log(
  `built cli/dist/galley.mjs: ${Object.keys(metafile.outputs).length} files, ${(bytes / 1e6).toFixed(1)} MB, ${packages.length} packages inside`,
);
