import type { Problem } from '../errors/problem.ts';
import type { Library } from '../library/library.ts';
import type { LibraryNode } from '../library/nodes.ts';
import type { GatePolicy } from '../library/project.ts';
import type { OpenedChange } from './change.ts';

/** Edited documents that write a version and kept base's, as problems of the gate's severity. */
export function versionBumps(
  { base, head, changes }: Pick<OpenedChange, 'base' | 'head' | 'changes'>,
  { versionBump }: Pick<GatePolicy, 'versionBump'>,
): Problem[] {
  if (versionBump === 'off') return [];
  const problems: Problem[] = [];
  for (const change of changes.changes) {
    if (change.kind === 'project' || change.what !== 'edited' || !change.isSemantic) continue;
    const before = nodeOf(base, change.kind, change.id);
    const after = nodeOf(head, change.kind, change.id);
    if (after?.version === undefined || before?.version !== after.version) continue;
    if (after.kind === 'suite' && after.isInline) continue;
    problems.push({
      code: 'version-bump-missing',
      severity: versionBump === 'error' ? 'error' : 'warning',
      message: `${change.kind} \`${change.id}\` changed and is still version ${after.version}`,
      file: change.file,
      line: after.versionAt?.line ?? 1,
      column: after.versionAt?.column ?? 1,
      hint: 'raise `version`, or leave it out if you do not release this document',
    });
  }
  return problems;
}

type Node = LibraryNode & { readonly isInline?: boolean };

function nodeOf(library: Library, kind: LibraryNode['kind'], id: string): Node | undefined {
  const nodes: Record<LibraryNode['kind'], ReadonlyMap<string, Node>> = {
    prompt: library.prompts,
    part: library.parts,
    dataset: library.datasets,
    suite: library.suites,
  };
  return nodes[kind].get(id);
}
