import { computeChangeSet } from '../../library/compute-change-set.ts';
import type { Library } from '../../library/library.ts';
import type { NodeKind } from '../../library/nodes.ts';
import { openLibrary } from '../../library/open-library.ts';
import type { Project } from '../../library/project.ts';
import type { OpenedChange } from '../../proof/change.ts';
import { reachedSuites } from '../../proof/proof-scope.ts';
import { partProblems } from '../../proof/validate-change.ts';
import { libraryFrom } from '../plain-library.ts';
import type { DocumentSummary, HostileChange, SuiteSummary } from './hostile-proof.ts';
import type { OpenedReport, SideSettings } from './proof-host.ts';

const kinds: readonly NodeKind[] = ['prompt', 'part', 'dataset', 'suite'];

/** Both sides of a change, read here; base costs only what differs from head. */
export async function openHostileChange(change: HostileChange): Promise<OpenedChange> {
  const { defaults } = change;
  const head = await openLibrary(change.head, { defaults });
  const base = await openLibrary(change.base, { reuse: head, defaults });
  return {
    project: change.project,
    base,
    head,
    changes: computeChangeSet(base, head),
    policy: libraryFrom(change.policy).project,
    revisions: revisionsOf(change),
  };
}

/** What a proof of the change compares, and under whose policy. */
export function revisionsOf(change: HostileChange): OpenedChange['revisions'] {
  const { base, head, policy, policyRevision } = change;
  const hasPolicy = libraryFrom(policy).project.file !== undefined;
  return {
    base: base.label,
    head: head.label,
    policy: { ...policyRevision, from: hasPolicy ? 'base' : 'defaults' },
  };
}

/** What there is to say about an opened change before anything is decided. */
export function reportOf(change: OpenedChange): OpenedReport {
  const { base, head } = change;
  const { changes } = change.changes;
  const reached = new Set(reachedSuites(change).map(({ id }) => id));
  return {
    summary: {
      hasProject: {
        base: base.project.file !== undefined,
        head: head.project.file !== undefined,
      },
      isTouched: changes.length > 0 || partProblems(change).problems.length > 0,
      changes,
      documents: documentsOf(head),
      suites: [...head.suites.values()].map(
        ({ id, when }): SuiteSummary => ({
          id,
          when: when ?? 'pull_request',
          isReached: reached.has(id),
        }),
      ),
    },
    base: settingsOf(base.project),
    head: settingsOf(head.project),
  };
}

function documentsOf(library: Library): DocumentSummary[] {
  return kinds.flatMap((kind) =>
    [...library[`${kind}s`].values()].map(({ id, file }) => ({ kind, id, file })),
  );
}

function settingsOf({ models, budgets, gate }: Project): SideSettings {
  return { models: [...models], budgets, gateMode: gate.mode };
}
