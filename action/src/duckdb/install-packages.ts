import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PinnedPackage } from './pinned-packages.ts';
import { unpackTarball } from './unpack-tarball.ts';

const largestTarballBytes = 256 * 1024 * 1024;
const timeoutMs = 120_000;

/**
 * A folder that holds exactly these packages below `node_modules`; made once, whole or not at all.
 * No script of a package runs, and a tarball with another hash is not unpacked.
 * @param options.registry address of an npm registry
 * @param options.place where such folders are kept
 * @throws Error that names the package
 */
export async function installPackages(
  packages: readonly PinnedPackage[],
  { registry, place }: { readonly registry: string; readonly place: string },
): Promise<string> {
  const id = createHash('sha256')
    .update(packages.map(({ integrity }) => integrity).join())
    .digest('hex');
  const folder = join(place, id.slice(0, 16));
  if (existsSync(folder)) return folder;
  mkdirSync(place, { recursive: true });
  const draft = mkdtempSync(join(place, 'draft-'));
  try {
    for (const pinned of packages) {
      const bytes = await download(pinned, registry);
      unpackTarball(bytes, join(draft, 'node_modules', ...pinned.name.split('/')));
    }
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another job of this runner may have been faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

async function download(pinned: PinnedPackage, registry: string): Promise<Buffer> {
  const { name, version, integrity } = pinned;
  const file = `${name.split('/').at(-1)}-${version}.tgz`;
  const address = `${registry.replace(/\/+$/, '')}/${name}/-/${file}`;
  const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`the registry answered ${response.status} for ${file}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > largestTarballBytes) throw new Error(`${file} is larger than a package ought to be`);
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const [algorithm = '', expected] = integrity.split(/-(.*)/s);
  if (algorithm !== 'sha512' || createHash(algorithm).update(bytes).digest('base64') !== expected) {
    throw new Error(`${file} is not the package that is pinned: its hash is another`);
  }
  return bytes;
}
