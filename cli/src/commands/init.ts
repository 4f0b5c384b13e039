import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import { addCommonOptions } from '../options/common-options.ts';
import { outputLine } from '../output/output-line.ts';
import { commandAction, type Session } from '../session.ts';
import { ignoredPaths, starterFiles } from '../starter/starter-files.ts';
import { writeNewFile } from '../starter/write-new-file.ts';
import { offerImports } from '../workspace/imports/offer-imports.ts';
import { repositoryRootOf } from '../workspace/repository-root.ts';
import type { CommandModule } from './contract.ts';

/** `galley init`: a project that evaluates without a key, beside whatever is there. */
export const initCommand: CommandModule = {
  configure(command, door, finish) {
    addCommonOptions(command, ['text'], false).addHelpText(
      'after',
      `
Writes galley.yaml, one prompt with cases, a scripted model that needs no key,
.gitignore, editor settings and a GitHub workflow. A file that exists is kept
as it is, and named. For prompts of other tools in the folder it prints the
command that imports them.

Examples:
  galley init                  start a project in this folder
  galley init -C prompts-repo  start it in another folder that exists`,
    );
    commandAction(command, door, finish, init);
  },
};

async function init({ door, folder, out }: Session): Promise<number> {
  if (!existsSync(folder)) {
    throw new GalleyError('file-unreadable', `there is no folder ${folder}`, {
      hint: 'Make it first: galley init works in a folder that exists.',
    });
  }
  const roots = { project: folder, repository: await repositoryRootOf(folder, door) };
  const kept: string[] = [];
  for (const { path, root, text } of starterFiles()) {
    const file = join(roots[root], ...path.split('/'));
    const shown = relative(folder, file).split(sep).join('/');
    if (writeNewFile(file, text)) out.write(`wrote ${shown}\n`);
    else kept.push(shown);
  }
  for (const path of kept) out.write(`kept  ${path} (it was there already)\n`);
  const missing = missingIgnores(folder);
  if (missing.length > 0) out.write(`add to .gitignore: ${missing.map(outputLine).join(' ')}\n`);
  out.write(importOffer(await offerImports(folder)));
  out.write(nextSteps(kept));
  return 0;
}

function missingIgnores(folder: string): string[] {
  const lines = readFileSync(join(folder, '.gitignore'), 'utf8').split(/\r?\n/);
  const written = new Set(lines.map((line) => line.trim().replace(/^\//, '').replace(/\/$/, '')));
  return ignoredPaths.filter((path) => !written.has(path.replace(/\/$/, '')));
}

function importOffer(commands: readonly string[]): string {
  if (commands.length === 0) return '';
  const lines = commands.map((command) => `  ${outputLine(command)}\n`).join('');
  return `\nHere are prompts of other tools. To write them as Galley documents:\n${lines}`;
}

function nextSteps(kept: readonly string[]): string {
  const render = kept.includes('prompts/support/reply.yaml')
    ? 'galley list'
    : 'galley render support/reply --input message="Where is my parcel?"';
  return `
Next:
  galley eval
  ${render}
  galley proof     (in Git, on a branch: judges what you changed since main)

The workflow runs the galley that your package-lock.json pins. Until Galley is
on npm, install it from a checkout after \`npm run build\`:
npm install --save-dev <checkout>/cli/dist
`;
}
