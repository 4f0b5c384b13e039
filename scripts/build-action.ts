import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleAction } from './bundle-action.ts';
import { bundledPackages, packageNotice } from './bundled-packages.ts';

/** Builds action/dist, which a release commits to its tag: no packages are left to install. */
const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'action', 'dist');

rmSync(dist, { recursive: true, force: true });
const builds = await bundleAction(dist);
const packages = bundledPackages(root, builds);
writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), packages.map(packageNotice).join('\n'));
const sizes = builds.flatMap(({ outputs }) => Object.values(outputs).map(({ bytes }) => bytes));
const megabytes = (sizes.reduce((sum, bytes) => sum + bytes, 0) / 1e6).toFixed(1);
console.log(`built action/dist: ${megabytes} MB, ${packages.length} packages inside`);
