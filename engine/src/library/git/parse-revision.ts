import { GalleyError } from '../../errors/galley-error.ts';

/** One step from a commit to an ancestor: `~3` is `{kind: 'first-parents', count: 3}`. */
export type RevisionStep =
  | { kind: 'first-parents'; count: number }
  | { kind: 'parent'; number: number };

/** A revision as text names it: a ref or object id, then steps back. */
export interface Revision {
  /** A ref's full or short name, or an object id of 4 digits or more. */
  name: string;
  steps: RevisionStep[];
}

const maxSteps = 100;

/**
 * Reads a revision: a branch, tag or commit id, then any of `~`, `~3`, `^`, `^2`, `^0`,
 * `^{commit}`, `^{}`. This is less than Git takes, so that both adapters take the same.
 * @throws GalleyError `revision-missing` for anything else
 */
export function parseRevision(text: string): Revision {
  const cut = text.search(/[~^]/);
  const name = cut < 0 ? text : text.slice(0, cut);
  const suffix = cut < 0 ? '' : text.slice(cut);
  if (!isRefName(name)) throw noRevision(text);
  const steps: RevisionStep[] = [];
  let matched = 0;
  for (const match of suffix.matchAll(/(~|\^)(\d{1,6}|\{commit\}|\{\})?/gy)) {
    matched += match[0].length;
    steps.push(...readStep(match[1], match[2] ?? '1'));
  }
  if (matched !== suffix.length || steps.length > maxSteps) throw noRevision(text);
  return { name: name === '@' ? 'HEAD' : name, steps };
}

function readStep(sign: string | undefined, amount: string): RevisionStep[] {
  if (amount.startsWith('{')) return [];
  const number = Number(amount);
  if (number === 0) return [];
  return sign === '~' ? [{ kind: 'first-parents', count: number }] : [{ kind: 'parent', number }];
}

/** The rules of `git check-ref-format`, and a length that fits every file system. */
function isRefName(name: string): boolean {
  if (name === '@') return true;
  if (name.length === 0 || name.length > 1024 || name.startsWith('-')) return false;
  if (/[ ~^:?*[\\]/.test(name) || /\.\.|@\{|\/\/|\/$|\.$/.test(name)) return false;
  if (Array.from(name).some((character) => character < ' ' || character === '\x7f')) return false;
  return name
    .split('/')
    .every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));
}

function noRevision(text: string): GalleyError {
  const shown = JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
  return new GalleyError('revision-missing', `${shown} is not a revision Galley reads`, {
    data: { revision: text.slice(0, 1024) },
    hint: 'name a branch, a tag or a commit, such as main, origin/main, v1.2.0, 4be07d3 or HEAD~1',
  });
}
