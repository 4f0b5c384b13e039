import { describe, expect, it } from 'vitest';
import { unsafePathReason } from './unsafe-path-reason.ts';

describe('unsafePathReason', () => {
  it.each([
    'galley.yaml',
    'prompts/support/refund.yaml',
    'prompts/grüße 🧾.yaml',
    '.github/workflows/ci.yml',
    '.gitignore',
    'prompts/...yaml',
    'prompts/.gitkeep',
  ])('lets %j through on every system', (path) => {
    expect(unsafePathReason(path, false)).toBeUndefined();
    expect(unsafePathReason(path, true)).toBeUndefined();
  });

  it.each(['.git', '.Git/config', 'a/.git./x', 'a/.git::$INDEX_ALLOCATION/x', '.g\u200cit/config'])(
    "refuses %j, which some file systems open as Git's folder",
    (path) => {
      expect(unsafePathReason(path, false)).toBe("reaches into Git's own folder");
    },
  );

  it.each([
    'C:/Windows/win.ini',
    'prompts/nul',
    'COM1.yaml',
    'a/trailing.',
    'a/b ',
    'a.yaml:stream',
  ])('refuses %j on Windows only', (path) => {
    expect(unsafePathReason(path, true)).toContain('a name Windows reserves');
    expect(unsafePathReason(path, false)).toBeUndefined();
  });

  it('refuses a path longer than any file system takes', () => {
    expect(unsafePathReason('a/'.repeat(3000))).toBe('is longer than 4096 characters');
  });
});
