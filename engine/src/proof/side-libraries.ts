import type { Library } from '../library/library.ts';
import type { Prompt } from '../library/nodes.ts';
import type { OpenedChange } from './change.ts';
import { renamesOf } from './changed-nodes.ts';
import type { EffectivePolicy } from './effective-policy.ts';
import { limitData } from './limit-data.ts';

/** Both sides as they are evaluated: documents of each side, policy of base. */
export interface SideLibraries {
  readonly base: Library;
  readonly head: Library;
}

/**
 * The libraries with the policy's projects, head's data under base's rules too; a renamed prompt
 * answers to head's id on base too.
 */
export function sideLibraries(change: OpenedChange, policy: EffectivePolicy): SideLibraries {
  const prompts = new Map<string, Prompt>(change.base.prompts);
  for (const { base, head } of renamesOf(change.changes, 'prompt').pairs) {
    const before = change.base.prompts.get(base);
    if (before !== undefined) prompts.set(head, before);
  }
  const isHeadsPolicy = change.revisions.policy.from === 'head';
  const head = isHeadsPolicy ? change.head : limitData(change.base, change.head, change.changes);
  return {
    base: { ...change.base, prompts, project: policy.base },
    head: { ...head, project: policy.head },
  };
}
