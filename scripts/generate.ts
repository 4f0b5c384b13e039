import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateAll, generatedFolder } from '../schema/src/generator/generate-all.ts';
import { generatePage, pageFolder } from './generate-page.ts';

/**
 * Regenerates everything that is generated; with `--check` writes nothing and exits 1,
 * naming each file that is not what would be generated.
 */
const isCheck = process.argv.includes('--check');
const root = fileURLToPath(new URL('..', import.meta.url));
const stale: string[] = [];
for (const [folder, files] of [
  [generatedFolder, await generateAll()],
  [pageFolder, await generatePage()],
] as const) {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of files) {
    const file = new URL(name, folder);
    const current = await readFile(file, 'utf8').catch(() => undefined);
    if (current?.replaceAll('\r\n', '\n') === text) continue;
    stale.push(relative(root, fileURLToPath(file)).replaceAll('\\', '/'));
    if (!isCheck) await writeFile(file, text);
  }
}
for (const name of stale) console.log(isCheck ? `stale: ${name}` : `wrote ${name}`);
if (stale.length === 0) console.log('Generated files are fresh.');
else if (isCheck) {
  console.log('Run `npm run generate`.');
  process.exitCode = 1;
}
