import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';

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
const packages = bundledPackages(metafile);
writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), packages.map(notice).join('\n'));
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

/** Folders of the packages that are in the output, sorted by name. */
function bundledPackages({ outputs }: Metafile): string[] {
  const folders = new Set<string>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const folder = bytesInOutput > 0 ? packageFolder(file) : undefined;
      if (folder !== undefined) folders.add(join(root, ...folder.split('/')));
    }
  }
  return [...folders].sort((a, b) => (packageName(a) < packageName(b) ? -1 : 1));
}

/** Folder of the installed package a file belongs to; `undefined` for our own files. */
function packageFolder(file: string): string | undefined {
  return /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}

function packageName(folder: string): string {
  return folder.slice(folder.lastIndexOf(`node_modules${sep}`) + 'node_modules'.length + 1);
}

function notice(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (texts.length === 0) texts.push('(The package carries no license text of its own.)');
  const title = `${manifest.name} ${manifest.version} (${manifest.license ?? 'no license named'})`;
  return `${title}\n${'='.repeat(title.length)}\n${texts.join('\n\n')}\n`;
}
