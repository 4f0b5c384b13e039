import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const action = join(root, 'action');

// CommonJS packages ask for Node's modules by `require`, which ES modules do not have.
const requireForCommonJs =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/** What is run, by the file that holds it; the child stands beside the program that starts it. */
const entries = {
  'main.js': 'action/src/main.ts',
  'poster.js': 'action/src/poster.ts',
  'keyless-child.mjs': 'engine/src/keyless-child/keyless-child.ts',
};

/** Bundles the Action into a folder, one file per entry; what went into each. */
export async function bundleAction(folder: string): Promise<Metafile[]> {
  const builds = [];
  for (const [name, entry] of Object.entries(entries))
    builds.push(await bundle(folder, name, entry));
  // Node reads a .js file as an ES module by the manifest beside it.
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n');
  return builds;
}

/** Bundles the keyless child alone, as `keyless-child.mjs` of a folder. */
export async function bundleChild(folder: string): Promise<void> {
  const name = 'keyless-child.mjs';
  await bundle(folder, name, entries[name]);
}

async function bundle(folder: string, name: string, entry: string): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, ...entry.split('/'))],
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // 70 MB of native code: fetched by the runs that query.
    alias: { '@duckdb/node-api': join(action, 'src', 'duckdb', 'node-api.ts') },
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    banner: { js: requireForCommonJs },
    outfile: join(folder, name),
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}
