import { chooseSuites } from '@galley/engine/evaluate';
import { computeChangeSet, type Library, type Suite } from '@galley/engine/library';
import { plural } from '@galley/engine/units';
import type { SelectionOptions } from '../options/selection-options.ts';
import type { Session } from '../session.ts';
import { loadLibrary, openTree, type Workspace } from './open-workspace.ts';
import { suitesOfChangedCommands } from './suites-of-changed-commands.ts';

/**
 * Ids of the suites that a command runs: the named ones whatever their `when`, else those of `--when`;
 * of these only what changed under `--since`. Says which suites of another `when` are left out.
 * @throws GalleyError `document-missing`, `revision-missing`, `git-missing`
 */
export async function suitesToRun(
  session: Session<SelectionOptions>,
  library: Library,
  { workspace, named }: { readonly workspace: Workspace; readonly named: readonly string[] },
): Promise<string[]> {
  const { when, since } = session.options;
  const asked = chooseSuites(library, named.length > 0 ? named : undefined);
  const isDue = (suite: Suite) =>
    named.length > 0 || when === 'all' || (suite.when ?? 'pull_request') === when;
  const due = asked.filter(isDue);
  const others = asked.filter((suite) => !isDue(suite));
  // Where nothing is due, the refusal says so.
  if (others.length > 0 && due.length > 0) {
    const list = others.map((suite) => `${suite.id} (${suite.when ?? 'pull_request'})`).join(', ');
    session.note(
      `not run, because their \`when\` is another: ${list}; --when all runs every suite`,
    );
  }
  if (since === undefined) return due.map(({ id }) => id);
  const changed = await changedSuites(session, library, { workspace, since });
  const chosen = due.filter(({ id }) => changed.has(id));
  if (chosen.length > 0 && chosen.length < due.length) {
    session.note(
      `${chosen.length} of ${plural(due.length, 'suite')} changed since ${since}; the others are not run`,
    );
  }
  return chosen.map(({ id }) => id);
}

async function changedSuites(
  session: Session,
  library: Library,
  { workspace, since }: { readonly workspace: Workspace; readonly since: string },
): Promise<ReadonlySet<string>> {
  const tree = await openTree(workspace, since);
  const before = await loadLibrary(session, tree);
  const { changes } = computeChangeSet(before, library);
  const reached = changes
    .filter((change) => change.kind === 'suite' && (change.isSemantic || change.path))
    .map(({ id }) => id);
  const now = { tree: await openTree(workspace), library };
  return new Set([...reached, ...(await suitesOfChangedCommands({ tree, library: before }, now))]);
}
