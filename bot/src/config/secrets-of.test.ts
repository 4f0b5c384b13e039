import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { accountsWithSecrets, checkSecretsFolder } from './check-secrets-folder.ts';
import { secretsOf } from './secrets-of.ts';

const root = mkdtempSync(join(tmpdir(), 'galley-secrets-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const privately = { mode: 0o600 };

/** A folder with these files, none of which others may read. */
function folderWith(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(root, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text, privately);
  }
  return folder;
}

describe('secretsOf', () => {
  const folder = folderWith('plain', {
    'acme/OPENAI_API_KEY': 'sk-acme-0123456789\n',
    'acme/HOUSE_KEY': 'house-0123456789',
    'acme/HOUSE_KEY.hosts': '# the gateway\nModels.Acme.example:8443\n\nspare.acme.example\n',
    'acme/EMPTY': '',
    'acme/GALLEY_SIGNING_KEY': 'ed25519-private:abc',
    'globex/OPENAI_API_KEY': 'sk-globex-0123456789',
  });

  it('gives an account its own secrets, bound to the hosts beside them', () => {
    const secrets = secretsOf(folder, 'acme');
    expect(secrets.find('OPENAI_API_KEY')).toEqual({ value: 'sk-acme-0123456789', hosts: [] });
    expect(secrets.find('HOUSE_KEY')).toEqual({
      value: 'house-0123456789',
      hosts: ['models.acme.example:8443', 'spare.acme.example'],
    });
    expect(secretsOf(folder, 'Acme').find('HOUSE_KEY')).toBeDefined();
    expect(secretsOf(folder, 'globex').find('OPENAI_API_KEY')?.value).toBe('sk-globex-0123456789');
  });

  it('binds none to a host that the operator does not allow', () => {
    const allowedHosts = ['*.acme.example'];
    expect(secretsOf(folder, 'acme', { allowedHosts }).find('HOUSE_KEY')?.hosts).toEqual([
      'spare.acme.example',
    ]);
  });

  it('masks what it gave, and tells whoever masks logs', () => {
    const told: string[] = [];
    const secrets = secretsOf(folder, 'acme', { onFound: (value) => told.push(value) });
    expect(secrets.values()).toEqual([]);
    secrets.find('OPENAI_API_KEY');
    expect(secrets.values()).toEqual(['sk-acme-0123456789']);
    expect(told).toEqual(secrets.values());
  });

  it.each([
    'MISSING',
    'EMPTY',
    'HOUSE_KEY.hosts',
    '../globex/OPENAI_API_KEY',
    'GALLEY_SIGNING_KEY',
  ])('has no secret called %s', (name) =>
    expect(secretsOf(folder, 'acme').find(name)).toBeUndefined(),
  );

  it.each(['initech', '..', '.', 'acme/../globex', ''])('has none of the account %j', (account) =>
    expect(secretsOf(folder, account).find('OPENAI_API_KEY')).toBeUndefined(),
  );

  it('gives the signing key to nobody but the ledger', () => {
    expect(secretsOf(folder, 'acme').signingKey()).toBe('ed25519-private:abc');
    expect(secretsOf(undefined, 'acme').signingKey()).toBeUndefined();
  });

  it('follows the links of a Kubernetes mount, and sees a rotated key', () => {
    const mount = folderWith('mount', {
      'acme/..2026_11_20/OPENAI_API_KEY': 'sk-before-0123456789',
      'acme/..2026_11_21/OPENAI_API_KEY': 'sk-after-0123456789',
    });
    const own = join(mount, 'acme');
    symlinkSync('..2026_11_20', join(own, '..data'));
    symlinkSync('..data/OPENAI_API_KEY', join(own, 'OPENAI_API_KEY'));
    const secrets = secretsOf(mount, 'acme');
    expect(secrets.find('OPENAI_API_KEY')?.value).toBe('sk-before-0123456789');
    symlinkSync('..2026_11_21', join(own, '..data_tmp'));
    renameSync(join(own, '..data_tmp'), join(own, '..data'));
    expect(secrets.find('OPENAI_API_KEY')?.value).toBe('sk-after-0123456789');
    expect(checkSecretsFolder(mount)).toEqual([]);
  });

  it('follows no link out of the account’s folder', () => {
    const linked = folderWith('linked', { 'globex/OPENAI_API_KEY': 'sk-globex-0123456789' });
    mkdirSync(join(linked, 'acme'));
    symlinkSync('../globex/OPENAI_API_KEY', join(linked, 'acme', 'OPENAI_API_KEY'));
    symlinkSync('globex', join(linked, 'initech'));
    expect(() => secretsOf(linked, 'acme').find('OPENAI_API_KEY')).toThrow('no file of its own');
    symlinkSync(join(folder, 'acme'), join(linked, 'outside'));
    expect(() => secretsOf(linked, 'outside').find('OPENAI_API_KEY')).toThrow('no file of its own');
  });
});

describe('checkSecretsFolder', () => {
  it('warns of secrets that others may read or change, and of files at the wrong place', () => {
    const folder = folderWith('open', { 'acme/SHOWN': 'x', 'acme/CHANGED': 'x', LOST: 'x' });
    chmodSync(join(folder, 'acme', 'SHOWN'), 0o644);
    chmodSync(join(folder, 'acme', 'CHANGED'), 0o622);
    const found = checkSecretsFolder(folder).map(({ path, message }) => [
      path.slice(folder.length + 1),
      message,
    ]);
    expect(found).toEqual([
      ['LOST', 'expected a folder of an account'],
      ['acme/CHANGED', 'others than its owner may write it'],
      ['acme/SHOWN', 'every user of this machine may read it'],
    ]);
    expect(accountsWithSecrets(folder)).toEqual(['acme']);
  });

  it('says that a folder cannot be read', () => {
    expect(checkSecretsFolder(join(root, 'nowhere'))).toMatchObject([
      { message: 'cannot be read' },
    ]);
  });
});
