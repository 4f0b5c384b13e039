import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Metafile } from 'esbuild';

/** Folders of the packages that are in the outputs of builds, sorted by name. */
export function bundledPackages(root: string, builds: readonly Metafile[]): string[] {
  const folders = new Set<string>();
  for (const { inputs } of builds.flatMap(({ outputs }) => Object.values(outputs))) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const folder = bytesInOutput > 0 ? packageFolder(file) : undefined;
      if (folder !== undefined) folders.add(join(root, ...folder.split('/')));
    }
  }
  return [...folders].sort((a, b) => (packageName(a) < packageName(b) ? -1 : 1));
}

/** Name, version and licence of an installed package, with the licence's text. */
export function packageNotice(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (texts.length === 0) texts.push('(The package carries no license text of its own.)');
  const title = `${manifest.name} ${manifest.version} (${manifest.license ?? 'no license named'})`;
  return `${title}\n${'='.repeat(title.length)}\n${texts.join('\n\n')}\n`;
}

/** Folder of the installed package a file belongs to; `undefined` for our own files. */
function packageFolder(file: string): string | undefined {
  return /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}

function packageName(folder: string): string {
  return folder.slice(folder.lastIndexOf(`node_modules${sep}`) + 'node_modules'.length + 1);
}
