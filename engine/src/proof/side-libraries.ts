import type { Library } from '../library/library.ts';
import type { LibraryNode, Prompt, Sound, Suite } from '../library/nodes.ts';
import type { OpenedChange } from './change.ts';
import { renamesOf } from './changed-nodes.ts';
import type { EffectivePolicy } from './effective-policy.ts';

/** Both sides as they are evaluated: documents of each side, policy of base. */
export interface SideLibraries {
  readonly base: Library;
  readonly head: Library;
}

/** The libraries with the policy's projects; a renamed prompt answers to head's id on base too. */
export function sideLibraries(change: OpenedChange, policy: EffectivePolicy): SideLibraries {
  const prompts = new Map<string, Prompt>(change.base.prompts);
  for (const { base, head } of renamesOf(change.changes, 'prompt').pairs) {
    const before = change.base.prompts.get(base);
    if (before !== undefined) prompts.set(head, before);
  }
  return {
    base: { ...change.base, prompts, project: policy.base },
    head: { ...change.head, project: policy.head },
  };
}

/** A library whose suites are the given ones; each is as sound as the suite it was made from. */
export function withSuites(
  library: Library,
  suites: readonly { readonly suite: Suite; readonly madeFrom: Suite }[],
): Library {
  const origin = new Map<LibraryNode, Suite>(
    suites.map(({ suite, madeFrom }) => [suite, madeFrom]),
  );
  return {
    ...library,
    suites: new Map(suites.map(({ suite }) => [suite.id, suite])),
    isSound: <Node extends LibraryNode>(node: Node): node is Sound<Node> =>
      library.isSound(origin.get(node) ?? node),
  };
}
