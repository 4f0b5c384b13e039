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

/** What somebody asks to be evaluated besides what the change reaches; ids that head lacks are left out. */
export type WantedEvaluation =
  /** Every suite that runs at pull requests. */
  | 'all'
  /** Not even what the change reaches: documents are checked and rendered, and no model is asked. */
  | 'none'
  | {
      /** Judged whole, whenever they run. */
      readonly suites: readonly string[];
      /** Prompts, of all suites that run at pull requests and have them as targets. */
      readonly prompts: readonly string[];
    };

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

/**
 * The suites to evaluate when somebody asks for some besides those that the change reaches: nobody can
 * ask for less.
 */
export function wantedScope(change: ScopeInput, wanted: WantedEvaluation): ScopedSuite[] {
  if (wanted === 'none') return [];
  const reached = new Map(proofScope(change).map((suite) => [suite.id, suite]));
  const scoped: ScopedSuite[] = [];
  for (const suite of change.head.suites.values()) {
    const own = reached.get(suite.id);
    const asked = askedTargets(suite, wanted);
    if (own === undefined && asked === undefined) continue;
    const isWhole = asked === 'all' || (own !== undefined && own.targets === undefined);
    const targets = new Set([...(own?.targets ?? []), ...(asked === 'all' ? [] : (asked ?? []))]);
    const inOrder = targetNames(suite).map(({ name }) => name);
    scoped.push({
      id: suite.id,
      targets: isWhole ? undefined : inOrder.filter((name) => targets.has(name)),
    });
  }
  return scoped;
}

/** What somebody asks of one suite; `undefined`: nothing. */
function askedTargets(
  suite: Suite,
  wanted: Exclude<WantedEvaluation, 'none'>,
): 'all' | readonly string[] | undefined {
  const isByName = wanted !== 'all' && wanted.suites.includes(suite.id);
  if (isByName || (wanted === 'all' && suite.when === undefined)) return 'all';
  if (wanted === 'all' || suite.when !== undefined) return undefined;
  const targets = targetNames(suite).filter(({ prompt }) => wanted.prompts.includes(prompt));
  return targets.length === 0 ? undefined : targets.map(({ name }) => name);
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
