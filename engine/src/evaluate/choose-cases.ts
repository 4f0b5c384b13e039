import { compileGlob, matchesGlob } from '../library/git/glob-pattern.ts';
import type { Case, Sound, Suite } from '../library/nodes.ts';
import { sha256 } from '../units/content-hash.ts';
import type { FailedCases } from './failed-cases.ts';

/** Which cases of the chosen suites are run; kinds are joined by AND, values of one kind by OR. */
export interface CaseFilter {
  /** How it was asked for, as on the command line: `--filter tag=refund`. */
  readonly asked: readonly string[];
  /** Ids, or globs as in `.gitignore`. */
  readonly ids?: readonly string[];
  readonly tags?: readonly string[];
  /** Cases that failed before. */
  readonly failed?: FailedCases;
  readonly sample?: { readonly size: number; readonly seed: string };
}

/** That a run looks at a part of its suites' cases, and which. */
export interface CaseSelection {
  /** How it was asked for, as in the filter. */
  readonly asked: readonly string[];
  /** Cases that are run, and cases that the chosen suites have; each counted once per suite. */
  readonly cases: number;
  readonly of: number;
}

/**
 * The suite's cases that a filter keeps, in their order. A sample is drawn per suite from what the
 * other filters keep, by a hash of seed and case id: the order of cases does not matter, and a new
 * case displaces at most one other. A group is drawn whole, so the last one may exceed the size.
 */
export function chooseCases(suite: Sound<Suite>, filter: CaseFilter): readonly Case[] {
  const { ids, tags, failed, sample } = filter;
  const isNamed = ids && matcherOf(ids);
  const kept = suite.cases.filter(
    (item) =>
      (isNamed === undefined || isNamed(item.id)) &&
      (tags === undefined || item.tags.some((tag) => tags.includes(tag))) &&
      (failed === undefined || failed.has(suite.id, item.id)),
  );
  return sample === undefined ? kept : drawSample(kept, sample);
}

/** Counts what a filter keeps, suite by suite; no selection comes of one that keeps everything. */
export function countSelection(filter: CaseFilter | undefined): {
  add(suite: Suite, kept: readonly Case[]): void;
  result(): { readonly selection?: CaseSelection };
} {
  let cases = 0;
  let of = 0;
  return {
    add(suite, kept) {
      cases += kept.length;
      of += suite.cases.length;
    },
    result: () => (filter && cases < of ? { selection: { asked: filter.asked, cases, of } } : {}),
  };
}

function matcherOf(ids: readonly string[]): (id: string) => boolean {
  const exact = new Set(ids);
  const globs = ids.filter((id) => /[*?[]/.test(id)).map(compileGlob);
  return (id) => exact.has(id) || globs.some((glob) => matchesGlob(glob, id.split('/')));
}

function drawSample(
  cases: readonly Case[],
  { size, seed }: { readonly size: number; readonly seed: string },
): readonly Case[] {
  const units = new Map<string, Case[]>();
  for (const item of cases) {
    const unit = JSON.stringify([
      seed,
      item.group ?? null,
      item.group === undefined ? item.id : null,
    ]);
    const known = units.get(unit);
    if (known) known.push(item);
    else units.set(unit, [item]);
  }
  const inOrder = [...units].map(([unit, members]) => ({ rank: sha256(unit), members }));
  inOrder.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const drawn = new Set<Case>();
  for (const { members } of inOrder) {
    if (drawn.size >= size) break;
    for (const item of members) drawn.add(item);
  }
  return cases.filter((item) => drawn.has(item));
}
