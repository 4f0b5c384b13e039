import { compileGlob, type GlobPattern, matchesGlob } from './glob-pattern.ts';

interface IgnoreRule {
  pattern: GlobPattern;
  isNegated: boolean;
  isFolderOnly: boolean;
  /** Matches a name at any depth rather than a path from the rules' folder. */
  isNameOnly: boolean;
}

/** The rules of one `.gitignore` and the folder they are relative to. */
export interface IgnoreRules {
  /** Components of that folder's path from the root. */
  base: readonly string[];
  rules: readonly IgnoreRule[];
}

const maxRules = 10_000;

/** Reads the text of a `.gitignore`, as `git help gitignore` describes it. */
export function parseIgnoreRules(text: string, base: readonly string[]): IgnoreRules {
  const lines = text.replace(/^\ufeff/, '').split('\n', maxRules);
  return { base, rules: lines.map(parseRule).filter((rule) => rule !== undefined) };
}

/**
 * Whether a path is ignored: the last rule that matches it decides, rules later in `stack` first.
 * Says nothing about its parent folders, which a walk has already passed.
 * @param path components from the root
 */
export function isIgnored(
  stack: readonly IgnoreRules[],
  path: readonly string[],
  isFolder: boolean,
): boolean {
  for (const { base, rules } of stack.toReversed()) {
    const inside = path.slice(base.length);
    const rule = rules.findLast((candidate) => matchesRule(candidate, inside, isFolder));
    if (rule) return !rule.isNegated;
  }
  return false;
}

function matchesRule(rule: IgnoreRule, path: readonly string[], isFolder: boolean): boolean {
  if (rule.isFolderOnly && !isFolder) return false;
  return matchesGlob(rule.pattern, rule.isNameOnly ? path.slice(-1) : path);
}

function parseRule(line: string): IgnoreRule | undefined {
  let text = trimTrailingSpaces(line.endsWith('\r') ? line.slice(0, -1) : line);
  if (text === '' || text.startsWith('#')) return undefined;
  const isNegated = text.startsWith('!');
  if (isNegated) text = text.slice(1);
  const isFolderOnly = text.endsWith('/');
  if (isFolderOnly) text = text.slice(0, -1);
  const isNameOnly = !text.includes('/');
  if (text.startsWith('/')) text = text.slice(1);
  if (text === '') return undefined;
  return { pattern: compileGlob(text), isNegated, isFolderOnly, isNameOnly };
}

/** Trailing spaces do not count unless a backslash stands before them. */
function trimTrailingSpaces(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ' && line[end - 2] !== '\\') end -= 1;
  return line.slice(0, end);
}
