import { checkRendered } from '../evaluate/check-rendered.ts';
import { findTarget, targetName } from '../evaluate/find-target.ts';
import type { RenderCase } from '../evaluate/render-case.ts';
import { tryRender } from '../evaluate/try-render.ts';
import type { Library } from '../library/library.ts';
import type { RenderedFailure } from './proof.ts';
import type { ScopedSuite } from './proof-scope.ts';
import type { SideLibraries } from './side-libraries.ts';

export interface RenderedChecksOptions {
  readonly render: { readonly base: RenderCase; readonly head: RenderCase };
  /** Where the suites come from; default head. */
  readonly suitesFrom?: Library;
}

type Failure = Omit<RenderedFailure, 'isOnBase'>;

/**
 * What rendering alone shows: cases that head cannot render and free checks (`of: rendered`) that
 * fail on head, in the suites and targets the change reaches, once per case; each says whether base
 * fails it too.
 */
export function renderedFailures(
  { base, head }: SideLibraries,
  scope: readonly ScopedSuite[],
  { render, suitesFrom = head }: RenderedChecksOptions,
): RenderedFailure[] {
  const suites = scope.map(({ id }) => id);
  const targets = new Map(scope.map((suite) => [suite.id, suite.targets]));
  const failuresOn = (library: Library, side: 'base' | 'head'): Failure[] =>
    [
      ...unrenderedCases(library, suites, { side, render: render[side], suitesFrom }),
      ...checkRendered(library, { side, render: render[side], suites, suitesFrom }),
    ].filter(({ suite, target }) => targets.get(suite)?.includes(target) ?? true);
  const failures = failuresOn(head, 'head');
  if (failures.length === 0) return [];
  const known = new Set(failuresOn(base, 'base').map(identity));
  return failures.map((failure) => ({ ...failure, isOnBase: known.has(identity(failure)) }));
}

/** Name under which a case that cannot be rendered is listed among the checks of rendered text. */
export const rendersCheck = 'renders';

interface SideOptions {
  readonly side: 'base' | 'head';
  readonly render: RenderCase;
  readonly suitesFrom: Library;
}

function unrenderedCases(
  library: Library,
  suites: readonly string[],
  { side, render, suitesFrom }: SideOptions,
): Failure[] {
  return suites.flatMap((id) => {
    const suite = suitesFrom.suites.get(id);
    if (suite === undefined || !suitesFrom.isSound(suite)) return [];
    return suite.targets.flatMap((reference) => {
      const found = findTarget(library, reference, side);
      if (typeof found === 'string') return [];
      return suite.cases.flatMap((item): Failure[] => {
        const { fault } = tryRender(render, found, item);
        if (fault === undefined) return [];
        const place = { suite: id, target: targetName(reference), caseId: item.id };
        return [{ ...place, check: rendersCheck, reason: fault }];
      });
    });
  });
}

function identity({ suite, target, caseId, check }: Failure): string {
  return JSON.stringify([suite, target, caseId, check]);
}
