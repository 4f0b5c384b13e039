import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { generateAll, generatedFolder } from '../schema/src/generator/generate-all.ts';

/**
 * Regenerates everything that is generated; with `--check` writes nothing and exits 1,
 * naming each file that is not what would be generated.
 */
const isCheck = process.argv.includes('--check');
const stale: string[] = [];
await mkdir(generatedFolder, { recursive: true });
for (const [name, text] of await generateAll()) {
  const file = new URL(name, generatedFolder);
  const current = await readFile(file, 'utf8').catch(() => undefined);
  if (current?.replaceAll('\r\n', '\n') === text) continue;
  stale.push(`schema/src/generated/${name}`);
  if (!isCheck) await writeFile(file, text);
}
for (const name of stale) console.log(isCheck ? `stale: ${name}` : `wrote ${name}`);
if (stale.length === 0) console.log('Generated files are fresh.');
else if (isCheck) {
  console.log('Run `npm run generate`.');
  process.exitCode = 1;
}
