import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configurationFolder, environmentSecrets } from './environment-secrets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galley-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (environment: Record<string, string>, platform: NodeJS.Platform = 'linux') =>
  environmentSecrets({ environment, homeFolder: folder, platform }, folder);

describe('environmentSecrets', () => {
  it('prefers the environment to .env of the project', () => {
    writeFileSync(join(folder, '.env'), 'OPENAI_API_KEY=from-file\nOTHER_KEY="also from file"\n');
    const secrets = open({ OPENAI_API_KEY: 'from-environment' });
    expect(secrets.find('OPENAI_API_KEY')?.value).toBe('from-environment');
    expect(secrets.find('OTHER_KEY')?.value).toBe('also from file');
    expect(secrets.find('MISSING_KEY')).toBeUndefined();
    expect(secrets.find('constructor')).toBeUndefined();
  });

  it('never takes a binding from .env', () => {
    writeFileSync(join(folder, '.env'), 'KEY=value\nGALLEY_SECRET_HOSTS=KEY=evil.example.com\n');
    expect(open({}).find('KEY')?.hosts).toEqual([]);
  });

  it('joins the bindings of the environment and of the user’s own file', () => {
    mkdirSync(join(folder, '.config', 'galley'), { recursive: true });
    const lines = '# mine\nKEY = Gateway.example.com # at work\n\nLOCAL_KEY=[::1]:8080\n';
    writeFileSync(join(folder, '.config', 'galley', 'secret-hosts'), lines);
    const secrets = open({
      KEY: 'a',
      LOCAL_KEY: 'b',
      GALLEY_SECRET_HOSTS: 'KEY=127.0.0.1:8080, KEY=b.example.com',
    });
    expect(secrets.find('KEY')?.hosts).toEqual([
      '127.0.0.1:8080',
      'b.example.com',
      'gateway.example.com',
    ]);
    expect(secrets.find('LOCAL_KEY')?.hosts).toEqual(['[::1]:8080']);
  });

  it('refuses an entry that is no binding, without showing it', () => {
    expect(() => open({ GALLEY_SECRET_HOSTS: 'sk-live-0123456789' })).toThrow(
      'GALLEY_SECRET_HOSTS holds an entry that is not NAME=host',
    );
    expect(() => open({ GALLEY_SECRET_HOSTS: 'KEY=https://example.com/v1' })).toThrow(
      'not NAME=host',
    );
  });

  it('gives for masking what was found and what is named like a secret, not every setting', () => {
    writeFileSync(
      join(folder, '.env'),
      'NODE_ENV=production\nAPI_TOKEN=token-0123456789\nPIN_KEY=123\n',
    );
    const secrets = open({ OPENAI_API_KEY: 'sk-0123456789' });
    secrets.find('OPENAI_API_KEY');
    expect([...secrets.values()].sort()).toEqual(['sk-0123456789', 'token-0123456789']);
  });

  it('knows where each system keeps a user’s configuration', () => {
    const at = (platform: NodeJS.Platform, environment: Record<string, string>) =>
      configurationFolder({ environment, homeFolder: '/home/ada', platform });
    expect(at('linux', {})).toBe(join('/home/ada', '.config', 'galley'));
    expect(at('darwin', { XDG_CONFIG_HOME: '/etc/ada' })).toBe(join('/etc/ada', 'galley'));
    expect(at('win32', { APPDATA: '/roaming' })).toBe(join('/roaming', 'galley'));
  });
});
