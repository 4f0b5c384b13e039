import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { PinnedPackage } from './pinned-packages.ts';
import { unpackTarball } from './unpack-tarball.ts';

const largestTarballBytes = 256 * 1024 * 1024;
const timeoutMs = 120_000;

/**
 * A folder that holds exactly these packages below `node_modules`; made once, whole or not at all.
 * No script of a package runs, and a tarball with another hash is not unpacked, wherever it comes from.
 * @param options.registry address of an npm registry
 * @param options.place where such folders are made; nobody but this job may write there
 * @param options.kept where tarballs are kept for later jobs, and found; absent: nowhere
 * @throws Error that names the package
 */
export async function installPackages(
  packages: readonly PinnedPackage[],
  {
    registry,
    place,
    kept,
  }: { readonly registry: string; readonly place: string; readonly kept?: string | undefined },
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
      const bytes = await tarballOf(pinned, registry, kept);
      unpackTarball(bytes, join(draft, 'node_modules', ...pinned.name.split('/')));
    }
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process of this job may have been faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The tarball as an earlier job kept it, hashed anew, else from the registry. */
async function tarballOf(
  pinned: PinnedPackage,
  registry: string,
  kept: string | undefined,
): Promise<Buffer> {
  const file = kept && join(kept, `${pinned.name.replaceAll('/', '+')}-${pinned.version}.tgz`);
  const found = file && existsSync(file) ? readFileSync(file) : undefined;
  if (found !== undefined && isPinned(found, pinned)) return found;
  const bytes = await download(pinned, registry);
  if (file !== undefined) keep(bytes, file);
  return bytes;
}

/** A folder of tools that cannot be written is no reason to stop. */
function keep(bytes: Uint8Array, file: string): void {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, bytes);
    renameSync(draft, file);
  } catch {
    rmSync(draft, { force: true });
  }
}

async function download(pinned: PinnedPackage, registry: string): Promise<Buffer> {
  const { name, version } = pinned;
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
  if (isPinned(bytes, pinned)) return bytes;
  throw new Error(`${file} is not the package that is pinned: its hash is another`);
}

function isPinned(bytes: Uint8Array, { integrity }: PinnedPackage): boolean {
  const [algorithm = '', expected] = integrity.split(/-(.*)/s);
  return (
    algorithm === 'sha512' && createHash(algorithm).update(bytes).digest('base64') === expected
  );
}
