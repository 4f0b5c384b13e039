import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createNameCheck } from './name-check.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function projectFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'galley-names-'));
  folders.push(folder);
  mkdirSync(join(folder, 'prompts'));
  writeFileSync(join(folder, 'prompts/grüße.yaml'.normalize('NFD')), 'a');
  return folder;
}

describe('createNameCheck', () => {
  it('wants the stored spelling where the file system ignores case', () => {
    const isStored = createNameCheck(projectFolder(), true);
    expect(isStored('prompts/grüße.yaml')).toBe(true);
    expect(isStored('prompts/Grüße.yaml')).toBe(false);
    expect(isStored('Prompts/grüße.yaml')).toBe(false);
  });

  it('leaves every path to the file system where case counts', () => {
    expect(createNameCheck(projectFolder(), false)('prompts/Grüße.yaml')).toBe(true);
  });
});
