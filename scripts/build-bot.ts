import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleChild } from './bundle-action.ts';

/** Bundles the keyless child of the bot; GALLEY_CHILD names the file. */
const folder = join(fileURLToPath(new URL('..', import.meta.url)), 'bot', 'dist');
await bundleChild(folder);
process.stderr.write(`${join(folder, 'keyless-child.mjs')}\n`);
