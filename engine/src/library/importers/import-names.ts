import { isDocumentId } from '../documents/document-id.ts';

const longestId = 80;

/** Gives every document, case or check of one import a name of its own. */
export interface Names {
  /** The name that a text makes, with a number when it is taken. */
  take(text: string, otherwise: string): string;
}

/** Ids of documents and cases: lower-case letters, digits, `-`, `_`, and `/` between folders. */
export function idNames(): Names {
  const taken = new Set<string>();
  return {
    take(text, otherwise) {
      const id = documentIdOf(text) ?? otherwise;
      return takeFree(id, taken, (name, count) => `${name}-${count}`);
    },
  };
}

/** Names for people, of checks: kept as they are written. */
export function plainNames(taken: Iterable<string> = []): Names {
  const known = new Set(taken);
  return {
    take: (text, otherwise) =>
      takeFree(text.trim().slice(0, 180) || otherwise, known, (name, count) => `${name} ${count}`),
  };
}

/** The document id that a text makes; `undefined` when nothing of it can stand in one. */
export function documentIdOf(text: string): string | undefined {
  const id = text
    .slice(0, 1_000)
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .split('/')
    .map((part) => part.replaceAll(/[^a-z0-9_-]+/g, '-').replaceAll(/^[-_]+|-+$/g, ''))
    .filter((part) => part !== '')
    .join('/')
    .slice(0, longestId)
    .replace(/[-/]+$/, '');
  return isDocumentId(id) ? id : undefined;
}

function takeFree(
  wanted: string,
  taken: Set<string>,
  numbered: (name: string, count: number) => string,
): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = numbered(wanted, count);
  taken.add(name);
  return name;
}
