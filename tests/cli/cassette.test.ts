import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatServer } from '../support/chat-server.ts';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../support/temporary-repository.ts';
import { galley } from './support/fake-door.ts';
import { projectOn, startHouse } from './support/house-project.ts';
import { openContractValidator, readContract } from './support/json-contracts.ts';

const file = 'cassettes/answer.jsonl';
const signing = (publicKey: string) =>
  `signing: {repository: acme/prompts, keys: {ci: "${publicKey}"}}\n`;

let server: ChatServer;
let repository: TemporaryRepository;
beforeEach(async () => {
  server = await startHouse();
  repository = createTemporaryRepository();
  write(projectOn(server.baseUrl, 3));
});
afterEach(async () => {
  repository.remove();
  await server.close();
});

const world = (environment: Record<string, string> = {}) => ({
  cwd: repository.folder,
  environment: { PATH: process.env.PATH, ...environment },
});
const here = (...commandLine: string[]) => galley(world(), ...commandLine);
const cassetteText = () => readFileSync(join(repository.folder, file), 'utf8');
const replay = [
  'eval',
  '--mode',
  'replay',
  '--recordings',
  'verified',
  '--format',
  'json',
  '--fresh',
];

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) repository.write(path, text);
}

/** Records every answer, names a new key in galley.yaml and commits both without the cassette. */
async function recordAndNameKey(): Promise<string> {
  const { stdout } = await here('cassette', 'keygen', '--format', 'json');
  const { publicKey, privateKey } = JSON.parse(stdout);
  const project = projectOn(server.baseUrl, 3)['galley.yaml'] ?? '';
  repository.write('galley.yaml', project + signing(publicKey));
  repository.write('.gitignore', '.galley/\n');
  repository.commit('start');
  await here('eval', '--mode', 'record');
  rmSync(join(repository.folder, '.galley'), { recursive: true });
  return privateKey;
}

describe('galley cassette', () => {
  it('verifies what is signed, and replays only that', async () => {
    const privateKey = await recordAndNameKey();
    expect(await here('cassette', 'verify')).toMatchObject({ exitCode: 1 });
    const before = JSON.parse((await here(...replay)).stdout);
    expect(before.summary).toMatchObject({ passed: 0, notExecuted: 3 });

    const signed = await galley(world({ GALLEY_SIGNING_KEY: privateKey }), 'cassette', 'sign');
    expect(signed).toMatchObject({ exitCode: 0 });
    expect(signed.stdout).toMatch(/^answer +3 lines +3 signed as ci$/m);
    expect(signed.stdout + signed.stderr).not.toContain(privateKey);
    const once = cassetteText();
    await galley(world({ GALLEY_SIGNING_KEY: privateKey }), 'cassette', 'sign');
    expect(cassetteText()).toBe(once);

    expect(await here('cassette', 'verify')).toMatchObject({ exitCode: 0 });
    expect(JSON.parse((await here(...replay)).stdout).summary).toMatchObject({ passed: 3 });
    expect(server.requests).toHaveLength(3);
  });

  it('passes nothing through a forged line', async () => {
    const privateKey = await recordAndNameKey();
    await galley(world({ GALLEY_SIGNING_KEY: privateKey }), 'cassette', 'sign');
    const forged = cassetteText().replace('"Fine."', '"Fine, and free!"');
    writeFileSync(join(repository.folder, file), forged);
    const verified = await here('cassette', 'verify', '--format', 'json');
    expect(verified.exitCode).toBe(1);
    expect(JSON.parse(verified.stdout).cassettes[0].forged).toHaveLength(1);
    const { summary } = JSON.parse((await here(...replay)).stdout);
    expect(summary).toMatchObject({ passed: 2, notExecuted: 1 });
    const live = await here(
      'eval',
      '--mode',
      'auto',
      '--recordings',
      'verified',
      '--format',
      'json',
    );
    expect(JSON.parse(live.stdout).summary).toMatchObject({ passed: 3, requests: 1 });
  });

  it('counts a line as it stands on base, and no line of another repository', async () => {
    await recordAndNameKey();
    repository.commit('record');
    expect(await here('cassette', 'verify')).toMatchObject({ exitCode: 0 });
    expect(await here('cassette', 'verify', '--base', 'HEAD~1')).toMatchObject({ exitCode: 1 });
  });

  it('replays what base has, and trusts no key that only the checkout names', async () => {
    await recordAndNameKey();
    repository.commit('record');
    expect(JSON.parse((await here(...replay)).stdout).summary).toMatchObject({ passed: 3 });
    writeFileSync(
      join(repository.folder, file),
      cassetteText().replaceAll('"Fine."', '"Fine, and free!"'),
    );
    const { publicKey, privateKey: own } = JSON.parse(
      (await here('cassette', 'keygen', '--format', 'json')).stdout,
    );
    const project = projectOn(server.baseUrl, 3)['galley.yaml'] ?? '';
    repository.write('galley.yaml', project + signing(publicKey));
    await galley(world({ GALLEY_SIGNING_KEY: own }), 'cassette', 'sign');
    expect(JSON.parse((await here(...replay)).stdout).summary).toMatchObject({ passed: 3 });
    rmSync(join(repository.folder, file));
    expect(JSON.parse((await here(...replay)).stdout).summary).toMatchObject({ passed: 3 });
  });

  it('is byte-identical when recorded again', async () => {
    await recordAndNameKey();
    const before = cassetteText();
    rmSync(join(repository.folder, file));
    await here('eval', '--mode', 'record', '--fresh');
    const strip = (text: string) => text.replaceAll(/"latencyMs":\d+/g, '');
    expect(strip(cassetteText())).toBe(strip(before));
    rmSync(join(repository.folder, '.galley'), { recursive: true });
    writeFileSync(join(repository.folder, file), before);
    await here('eval', '--mode', 'record', '--fresh');
    expect(cassetteText()).toBe(before);
  });

  it('prunes what no case asks for, and says so first', async () => {
    await recordAndNameKey();
    const before = cassetteText();
    write({ 'prompts/answer.yaml': projectOn(server.baseUrl, 2)['prompts/answer.yaml'] ?? '' });
    const dry = await here('cassette', 'prune', '--dry-run');
    expect(dry.stdout).toMatch(/^answer +2 kept +would drop 1 unused$/m);
    expect(cassetteText()).toBe(before);
    const pruned = await here('cassette', 'prune', '--format', 'json');
    expect(JSON.parse(pruned.stdout).cassettes).toMatchObject([{ kept: 2, unused: 1 }]);
    expect(cassetteText().trim().split('\n')).toHaveLength(2);
  });

  it('keeps its JSON contract', async () => {
    const privateKey = await recordAndNameKey();
    const validate = openContractValidator(readContract('cassette'));
    for (const action of ['verify', 'sign', 'prune', 'keygen']) {
      const door = world({ GALLEY_SIGNING_KEY: privateKey });
      const { stdout } = await galley(door, 'cassette', action, '--format', 'json');
      expect(validate(JSON.parse(stdout)), action).toEqual([]);
    }
  });

  it('signs with no key that galley.yaml does not name, and never shows one', async () => {
    await recordAndNameKey();
    const { stdout } = await here('cassette', 'keygen');
    const other = await galley(world({ GALLEY_SIGNING_KEY: stdout }), 'cassette', 'sign');
    expect(other.exitCode).toBe(2);
    expect(other.stderr).toContain('signing.keys');
    expect(other.stderr).not.toContain(stdout.trim());
    expect(await here('cassette', 'sign')).toMatchObject({ exitCode: 2 });
    expect((await here('cassette', 'verify', 'anser')).stderr).toContain('Did you mean answer?');
  });
});
