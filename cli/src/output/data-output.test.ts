import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataOutput } from './data-output.ts';

let cwd: string;
let printed: string;
const door = () => ({
  cwd,
  stdout: {
    write: (text: string) => {
      printed += text;
    },
    isTerminal: false,
    columns: 80,
  },
});
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'galley-output-'));
  printed = '';
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

describe('openDataOutput', () => {
  it('writes to standard output when no file is named', () => {
    openDataOutput(door(), undefined).write('answer\n');
    expect(printed).toBe('answer\n');
  });

  it('leaves the old file until the new one is whole', () => {
    writeFileSync(join(cwd, 'report.md'), 'old');
    const out = openDataOutput(door(), 'report.md');
    out.write('new ');
    expect(readFileSync(join(cwd, 'report.md'), 'utf8')).toBe('old');
    out.write('report');
    out.commit();
    expect(readFileSync(join(cwd, 'report.md'), 'utf8')).toBe('new report');
    expect(readdirSync(cwd)).toEqual(['report.md']);
    expect(printed).toBe('');
  });

  it('leaves nothing behind when it is discarded', () => {
    const out = openDataOutput(door(), 'report.md');
    out.write('half');
    out.discard();
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('follows a link to a file and keeps the link', () => {
    writeFileSync(join(cwd, 'real.md'), 'old');
    symlinkSync('real.md', join(cwd, 'link.md'));
    const out = openDataOutput(door(), 'link.md');
    out.write('new');
    out.commit();
    expect(readFileSync(join(cwd, 'real.md'), 'utf8')).toBe('new');
  });

  it('says what is wrong with a place that cannot be written', () => {
    expect(() => openDataOutput(door(), 'missing/report.md')).toThrow('its folder does not exist');
    expect(() => openDataOutput(door(), '.')).toThrow('it is a folder');
  });
});
