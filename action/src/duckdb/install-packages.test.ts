import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPackages } from './install-packages.ts';
import { pinnedPackages } from './pinned-packages.ts';
import { unpackTarball } from './unpack-tarball.ts';

const folder = mkdtempSync(join(tmpdir(), 'galley-packages-'));
const asked: string[] = [];
let registry: Server;
let address = '';

const longName = `lib/${'deep/'.repeat(30)}index.js`;
const tarball = pack('package', { 'index.js': 'export {}', [longName]: 'long' });

beforeAll(async () => {
  registry = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(request.url === '/npm/@acme/tool/-/tool-1.0.0.tgz' ? tarball : 'something else');
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/npm/`;
});
afterAll(() => {
  registry.close();
  rmSync(folder, { recursive: true });
});

/** A tarball as npm makes it. */
function pack(top: string, files: Readonly<Record<string, string>>, link?: string): Buffer {
  const place = mkdtempSync(join(folder, 'pack-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(place, top, name, '..'), { recursive: true });
    writeFileSync(join(place, top, name), text);
  }
  if (link !== undefined) symlinkSync(link, join(place, top, 'link'));
  execFileSync('tar', ['-czf', join(place, 'x.tgz'), '--format=pax', '-C', place, top]);
  return readFileSync(join(place, 'x.tgz'));
}

const tool = (bytes: Uint8Array, version = '1.0.0') => ({
  name: '@acme/tool',
  version,
  integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
});

describe('installPackages', () => {
  it('fetches what is pinned once and keeps it', async () => {
    const options = { registry: address, place: join(folder, 'tools') };
    const first = await installPackages([tool(tarball)], options);
    const installed = join(first, 'node_modules', '@acme', 'tool');
    expect(readFileSync(join(installed, 'index.js'), 'utf8')).toBe('export {}');
    expect(readFileSync(join(installed, longName), 'utf8')).toBe('long');
    expect(await installPackages([tool(tarball)], options)).toBe(first);
    expect(asked).toEqual(['/npm/@acme/tool/-/tool-1.0.0.tgz']);
  });

  it('hashes a kept tarball before each use, and fetches it again when it is another', async () => {
    const kept = join(folder, 'kept');
    const install = (job: string) =>
      installPackages([tool(tarball)], { registry: address, place: join(folder, job), kept });
    const fetched = asked.length;
    await install('job-1');
    expect(await install('job-2')).toContain('job-2');
    expect(asked).toHaveLength(fetched + 1);
    const [name = '', ...others] = readdirSync(kept);
    expect(others).toEqual([]);
    writeFileSync(join(kept, name), pack('package', { 'index.js': 'stolen()' }));
    const installed = join(await install('job-3'), 'node_modules', '@acme', 'tool', 'index.js');
    expect(readFileSync(installed, 'utf8')).toBe('export {}');
    expect(asked).toHaveLength(fetched + 2);
    expect(readFileSync(join(kept, name)).equals(tarball)).toBe(true);
  });

  it('unpacks nothing whose hash is another, and leaves nothing behind', async () => {
    const place = join(folder, 'other');
    const changed = installPackages([tool(tarball, '1.0.1')], { registry: address, place });
    await expect(changed).rejects.toThrow('tool-1.0.1.tgz is not the package that is pinned');
    expect(readdirSync(place)).toEqual([]);
  });
});

describe('unpackTarball', () => {
  it('refuses links, names that lead out, and what is cut off', () => {
    const target = join(folder, 'target');
    const linked = pack('package', { 'a.js': '' }, '/etc/passwd');
    expect(() => unpackTarball(linked, target)).toThrow('an entry of type "2"');
    const place = mkdtempSync(join(folder, 'out-'));
    mkdirSync(join(place, 'package'));
    writeFileSync(join(place, 'evil.js'), '');
    const words = [
      '-czf',
      join(place, 'x.tgz'),
      '-P',
      '-C',
      join(place, 'package'),
      '../../evil.js',
    ];
    writeFileSync(join(place, '..', 'evil.js'), '');
    execFileSync('tar', words);
    expect(() => unpackTarball(readFileSync(join(place, 'x.tgz')), target)).toThrow(
      'holds the name',
    );
    expect(existsSync(join(folder, 'evil.js.js'))).toBe(false);
  });
});

it('pins what the lockfile pins', () => {
  const lock = readFileSync(join(import.meta.dirname, '../../../pnpm-lock.yaml'), 'utf8');
  for (const platform of ['linux-x64', 'linux-x64-musl']) {
    for (const { name, version, integrity } of pinnedPackages(platform) ?? []) {
      const entry = lock.slice(lock.indexOf(`${name}@${version}':\n    resolution`));
      const plain = lock.slice(lock.indexOf(`  ${name}@${version}:\n    resolution`));
      const found = name.startsWith('@') ? entry : plain;
      expect(found.slice(0, 300)).toContain(integrity);
    }
  }
  expect(pinnedPackages('sunos-sparc')).toBeUndefined();
});
