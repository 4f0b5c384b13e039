import { checkRendered, type RenderedCheckFailure } from '../evaluate/check-rendered.ts';
import type { RenderCase } from '../evaluate/render-case.ts';
import type { RenderedFailure } from './proof.ts';
import type { ScopedSuite } from './proof-scope.ts';
import type { SideLibraries } from './side-libraries.ts';

/**
 * Free checks (`of: rendered`) that fail on head in the suites and targets the change reaches, once
 * per case; each says whether base fails it too.
 */
export function renderedFailures(
  { base, head }: SideLibraries,
  scope: readonly ScopedSuite[],
  render: { readonly base: RenderCase; readonly head: RenderCase },
): RenderedFailure[] {
  const suites = scope.map(({ id }) => id);
  const targets = new Map(scope.map((suite) => [suite.id, suite.targets]));
  const failures = checkRendered(head, { side: 'head', render: render.head, suites }).filter(
    ({ suite, target }) => targets.get(suite)?.includes(target) ?? true,
  );
  if (failures.length === 0) return [];
  const known = new Set(
    checkRendered(base, { side: 'base', render: render.base, suites, suitesFrom: head }).map(
      identity,
    ),
  );
  return failures.map((failure) => ({ ...failure, isOnBase: known.has(identity(failure)) }));
}

function identity({ suite, target, caseId, check }: RenderedCheckFailure): string {
  return JSON.stringify([suite, target, caseId, check]);
}
