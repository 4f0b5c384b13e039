import { sep } from 'node:path';

/**
 * Why Galley does not use a path of a repository, completing "the path …"; `undefined` for a plain
 * relative path with forward slashes. The empty path is refused; say `''` for the root yourself.
 * @param isWindows whether names that Windows treats specially are refused too
 */
export function unsafePathReason(path: string, isWindows = sep === '\\'): string | undefined {
  if (path === '') return 'is empty';
  if (path.length > 4096) return 'is longer than 4096 characters';
  if (path.includes('\0')) return 'holds a NUL character';
  if (path.startsWith('/')) return 'is absolute';
  if (path.includes('\\')) return 'holds a backslash; write forward slashes';
  for (const name of path.split('/')) {
    if (name === '') return 'holds an empty folder name';
    if (name === '..') return 'leaves the project with ".."';
    if (name === '.') return 'holds a "." folder';
    if (isGitFolderName(name)) return "reaches into Git's own folder";
    if (isWindows && isSpecialOnWindows(name)) return `holds "${name}", a name Windows reserves`;
  }
  return undefined;
}

/** `.git` as any file system Git runs on may spell it: other case, NTFS short name or stream. */
function isGitFolderName(name: string): boolean {
  // HFS+ ignores these code points in names, so that ".g\u200cit" opens ".git".
  const visible = name.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '');
  return /^(?:\.git|git~1)(?:[. ]*$|:)/i.test(visible);
}

function isSpecialOnWindows(name: string): boolean {
  if (/[<>:"|?*]/.test(name) || hasControlCharacter(name)) return true;
  if (/[. ]$/.test(name)) return true;
  return /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i.test(name);
}

function hasControlCharacter(name: string): boolean {
  return Array.from(name).some((character) => character < ' ');
}
