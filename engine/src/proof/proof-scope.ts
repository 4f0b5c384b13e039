import { targetName } from '../evaluate/find-target.ts';
import type { Suite } from '../library/nodes.ts';
import type { OpenedChange } from './change.ts';
import { semanticChanges } from './changed-nodes.ts';

/** A suite to evaluate, with the targets that the change can have moved. */
export interface ScopedSuite {
  readonly id: string;
  /** `undefined`: all of them, because the suite or its dataset itself changed. */
  readonly targets: readonly string[] | undefined;
}

type ScopeInput = Pick<OpenedChange, 'head' | 'changes'>;

/** A suite that the change reaches and that does not run at pull requests. */
export interface SuiteAtOtherTimes {
  readonly suite: string;
  readonly when: 'nightly' | 'manual';
}

/**
 * Head's suites that the change reaches and that run at pull requests. An edited suite or dataset is judged whole; where only
 * prompts changed, the targets that did not are left out: their requests are the same on both sides.
 */
export function proofScope(change: ScopeInput): ScopedSuite[] {
  return reachedSuites(change).filter(({ id }) => change.head.suites.get(id)?.when === undefined);
}

/** Head's suites that the change reaches and that are not judged now, because they run nightly or by name. */
export function suitesAtOtherTimes(change: ScopeInput): SuiteAtOtherTimes[] {
  return reachedSuites(change).flatMap(({ id: suite }) => {
    const when = change.head.suites.get(suite)?.when;
    return when === undefined ? [] : [{ suite, when }];
  });
}

/** Head's suites that the change reaches, whenever they run: what they say of rendered text is free. */
export function reachedSuites({ head, changes }: ScopeInput): ScopedSuite[] {
  const suites = semanticChanges(changes, 'suite');
  const datasets = semanticChanges(changes, 'dataset');
  const prompts = semanticChanges(changes, 'prompt');
  const scoped: ScopedSuite[] = [];
  for (const suite of head.suites.values()) {
    const own = suites.get(suite.id);
    const isWhole =
      (own !== undefined && own.what !== 'affected') ||
      (suite.dataset !== undefined && datasets.has(suite.dataset)) ||
      isReachedByProject(own?.path);
    const targets = targetNames(suite).filter(({ prompt }) => prompts.has(prompt));
    if (isWhole || targets.length > 0) {
      scoped.push({ id: suite.id, targets: isWhole ? undefined : targets.map(({ name }) => name) });
    }
  }
  return scoped;
}

/** Changed prompts that no suite of head has among its targets. */
export function uncoveredPrompts({ head, changes }: ScopeInput): string[] {
  const covered = new Set(
    [...head.suites.values()].flatMap((suite) => suite.targets.map(({ prompt }) => prompt)),
  );
  return [...semanticChanges(changes, 'prompt').values()]
    .filter(({ what, id }) => what !== 'removed' && !covered.has(id))
    .map(({ id }) => id);
}

/** A model alias of the suite itself was repointed. */
function isReachedByProject(path: readonly string[] | undefined): boolean {
  return path?.length === 2 && path[0]?.startsWith('project:') === true;
}

function targetNames(suite: Suite): { name: string; prompt: string }[] {
  return suite.targets.map((target) => ({ prompt: target.prompt, name: targetName(target) }));
}
