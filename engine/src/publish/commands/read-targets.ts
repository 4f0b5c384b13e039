import type { Command, DocumentTarget } from './contract.ts';

const longestTarget = 300;
const scopes = ['changed', 'affected', 'all'] as const;
const document =
  /^(?:(prompt|part|dataset|suite):)?([a-z0-9*][a-z0-9_*-]*(?:\/[a-z0-9*][a-z0-9_*-]*)*)(?:\+([a-zA-Z0-9][\w-]*))?$/;
const revision =
  /^(?:prompt:)?([a-z0-9][a-z0-9_-]*(?:\/[a-z0-9][a-z0-9_-]*)*)@([a-zA-Z0-9][\w.+-]{0,99})$/;
/** Suites are ids; checks have free names, so a quoted target may hold spaces. */
const verdict = /^[a-z0-9][^\p{Cc}"`]*$/u;

/** A document, a glob or a scope; `undefined` for anything else. */
export function readDocumentTarget(word: string): DocumentTarget | undefined {
  const scope = scopes.find((name) => name === word);
  if (scope !== undefined) return { kind: 'scope', scope };
  if (word.length > longestTarget) return undefined;
  const [, of, pattern, variant] = document.exec(word) ?? [];
  if (pattern === undefined) return undefined;
  return {
    kind: 'document',
    ...(of !== undefined && { of: of as 'prompt' }),
    pattern,
    ...(variant !== undefined && { variant }),
  };
}

/** `support/refund@1.2.0` as prompt and revision; `undefined` for anything else. */
export function readRevision(word: string): Command['revision'] | undefined {
  const [, prompt, at] = revision.exec(word.slice(0, longestTarget + 1)) ?? [];
  if (prompt === undefined || at === undefined || at.includes('..')) return undefined;
  return { prompt, at };
}

/** What is accepted: a suite's id, perhaps with a check's name; whether it is there shows the proof. */
export function readVerdictName(word: string): string | undefined {
  return word.length <= longestTarget && verdict.test(word) ? word : undefined;
}
