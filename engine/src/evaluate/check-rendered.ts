import type { Library } from '../library/library.ts';
import type { Check, Suite } from '../library/nodes.ts';
import { readsRendered } from './checks/read-subject.ts';
import { type PreparedChecks, prepareChecks } from './checks/run-checks.ts';
import { chooseSuites } from './choose-suites.ts';
import { findTarget, targetName } from './find-target.ts';
import type { RenderCase } from './render-case.ts';
import { tryRender } from './try-render.ts';

/** One `of: rendered` check that failed on one case, once however many models and repeats there are. */
export interface RenderedCheckFailure {
  readonly suite: string;
  readonly target: string;
  readonly caseId: string;
  readonly check: string;
  readonly reason: string;
}

export interface CheckRenderedOptions {
  readonly side: 'base' | 'head';
  readonly render: RenderCase;
  /** Ids of suites; `undefined` is all. */
  readonly suites?: readonly string[];
  /** Where suites and cases come from when not from the library itself. */
  readonly suitesFrom?: Library;
}

/**
 * The `of: rendered` checks of sound suites on sound prompts: free, without any model. Returns what
 * failed, in the order of suites, targets, cases and checks. Cases that cannot be rendered are left
 * out: they are problems of their own.
 */
export function checkRendered(
  library: Library,
  { side, render, suites, suitesFrom = library }: CheckRenderedOptions,
): RenderedCheckFailure[] {
  const failures: RenderedCheckFailure[] = [];
  for (const suite of chooseSuites(suitesFrom, suites)) {
    if (!hasFreeChecks(suite) || !suitesFrom.isSound(suite)) continue;
    const ofSuite = prepareFree(suite.checks, suite.id);
    for (const reference of suite.targets) {
      const found = findTarget(library, reference, side);
      if (typeof found === 'string') continue;
      for (const item of suite.cases) {
        const free = [ofSuite, prepareFree(item.checks ?? [], suite.id)].filter(isPresent);
        const rendered = free.length === 0 ? undefined : tryRender(render, found, item).messages;
        if (rendered === undefined) continue;
        const subject = { case: item, rendered, answer: undefined, repeat: 0 };
        const results = free.flatMap((checks) => checks.withoutAnswer(subject, 'error'));
        for (const { name, outcome, reason } of results) {
          if (outcome === 'passed') continue;
          failures.push({
            suite: suite.id,
            target: targetName(reference),
            caseId: item.id,
            check: name,
            reason: reason ?? 'no verdict',
          });
        }
      }
    }
  }
  return failures;
}

function hasFreeChecks({ checks, cases }: Suite): boolean {
  return [checks, ...cases.map((item) => item.checks ?? [])].some((list) =>
    list.some(readsRendered),
  );
}

/** `undefined` when none of the checks is free. */
function prepareFree(checks: readonly Check[], suite: string): PreparedChecks | undefined {
  const free = checks.filter(readsRendered);
  if (free.length === 0) return undefined;
  return prepareChecks(free, {
    suite,
    promptTools: [],
    askJudge: () => Promise.reject(new TypeError('a check of rendered text asks no model')),
    signal: new AbortController().signal,
  });
}

function isPresent<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}
