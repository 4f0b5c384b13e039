import { GalleyError } from '@galley/engine/errors';
import { type EvaluationPlan, planEvaluation } from '@galley/engine/evaluate';
import { type Library, lostDocuments } from '@galley/engine/library';
import type { SourceTree } from '@galley/engine/ports';
import type { ModelOptions } from '../options/model-options.ts';
import type { SelectionOptions } from '../options/selection-options.ts';
import { outputLine } from '../output/output-line.ts';
import type { Session } from '../session.ts';
import { nothingSelected, openCaseFilter } from './case-filter.ts';
import { suitesToRun } from './choose-suites.ts';
import { refuseBrokenProject, showProblems } from './open-prompt.ts';
import { loadLibrary, openTree, type Workspace } from './open-workspace.ts';
import { refuseUnknownModel } from './refuse-unknown-model.ts';
import { openStateFolder } from './state-folder.ts';

/** What an evaluation of this tree will do, all shards together. */
export interface PlannedSuites {
  readonly tree: SourceTree;
  readonly library: Library;
  /** Without suites only when nothing changed under `--since`. */
  readonly plan: EvaluationPlan;
}

/**
 * Plans the named suites, or those that are due, with the cases that the filters keep.
 * @throws GalleyError `document-unsound` before anything is sent; `usage` when nothing is left to run
 */
export async function planSuites(
  session: Session<ModelOptions & SelectionOptions>,
  workspace: Workspace,
  named: readonly string[],
): Promise<PlannedSuites> {
  const { options } = session;
  const tree = await openTree(workspace);
  const library = await loadSuites(session, tree, named);
  refuseBrokenProject(session, library);
  refuseUnknownModel(library.project, options.model ?? []);
  refuseLost(session, library, named);
  const suites = await suitesToRun(session, library, { workspace, named });
  const filter =
    isFiltered(options) && suites.length > 0
      ? await openCaseFilter(session, library, {
          suites,
          stateFolder: await openStateFolder(workspace),
        })
      : undefined;
  const plan = planEvaluation(library, {
    side: 'head',
    mode: options.mode,
    suites,
    ...(filter && { filter }),
    ...(options.model === undefined ? {} : { models: options.model }),
  });
  refuseUnsound(session, library, plan);
  if (plan.suites.length === 0 && suites.length > 0 && filter) throw nothingSelected(filter);
  if (plan.suites.length === 0 && options.since === undefined) throw noSuite(library, options);
  return { tree, library, plan };
}

function isFiltered({ filter, sample }: SelectionOptions): boolean {
  return filter !== undefined || sample !== undefined;
}

/** Only what the named suites reach; everything when none is named, or one is not there. */
async function loadSuites(
  session: Session<SelectionOptions>,
  tree: SourceTree,
  named: readonly string[],
): Promise<Library> {
  if (named.length > 0 && session.options.since === undefined) {
    const library = await loadLibrary(session, tree, { only: { suites: named } });
    if (named.every((id) => library.suites.has(id))) return library;
  }
  return loadLibrary(session, tree);
}

function refuseUnsound(session: Session, library: Library, plan: EvaluationPlan): void {
  if (plan.notJudged.length === 0) return;
  showProblems(
    session,
    library.problems.filter(({ severity }) => severity === 'error'),
  );
  for (const { suite, target, reason } of plan.notJudged) {
    const what = target === undefined ? suite : `${suite}, target ${target}`;
    session.door.stderr.write(`${outputLine(`suite ${what}: ${reason}`)}\n`);
  }
  throw notEverything();
}

/** A suite that is too broken to be one must not be passed over as if nobody had written it. */
function refuseLost(session: Session, library: Library, named: readonly string[]): void {
  const lost = lostDocuments(library).filter(({ id }) => named.length === 0 || named.includes(id));
  if (lost.length === 0) return;
  showProblems(
    session,
    lost.map(({ problem }) => problem),
  );
  throw notEverything();
}

function notEverything(): GalleyError {
  return new GalleyError('document-unsound', 'not everything that was asked for can be evaluated', {
    hint: 'Correct what is listed above, or name the suites that are sound.',
  });
}

function noSuite(library: Library, { when }: SelectionOptions): GalleyError {
  if (library.suites.size > 0) {
    return new GalleyError('usage', `no suite has \`when: ${when}\``, {
      hint: 'Name a suite, or run every one with --when all.',
    });
  }
  return new GalleyError('usage', 'there is no suite to run', {
    hint: 'Add cases and checks to a prompt, or write a suite: galley new suite <id>.',
  });
}
