import type { DataRule, JsonValue } from '../library/nodes.ts';
import { canonicalJson } from '../units/canonical-json.ts';
import type { OpenedChange } from './change.ts';
import { renamesOf } from './changed-nodes.ts';
import type { PolicyChange } from './proof.ts';

/**
 * What head changes in who may see the cases of datasets that base has: stricter rules hold at once,
 * the others after merge. Nothing under head's own policy.
 */
export function dataRuleChanges({
  base,
  head,
  changes,
  revisions,
}: Pick<OpenedChange, 'base' | 'head' | 'changes' | 'revisions'>): PolicyChange[] {
  if (revisions.policy.from === 'head') return [];
  const renames = renamesOf(changes, 'dataset');
  return [...base.datasets.values()].flatMap((before): PolicyChange[] => {
    const id = renames.headId(before.id);
    const after = head.datasets.get(id);
    if (after === undefined && before.data === undefined) return [];
    if (isSame(before.data, after?.data)) return [];
    return [
      {
        key: `datasets/${id}: data`,
        base: plain(before.data),
        head: plain(after?.data),
        applies: isStricter(before.data, after?.data) ? 'now' : 'after-merge',
      },
    ];
  });
}

function isStricter(before: DataRule | undefined, after: DataRule | undefined): boolean {
  if (after === undefined) return false;
  return before === undefined || after.providers.every((name) => before.providers.includes(name));
}

function isSame(before: DataRule | undefined, after: DataRule | undefined): boolean {
  return canonicalJson(before ?? null) === canonicalJson(after ?? null);
}

function plain(rule: DataRule | undefined): JsonValue | undefined {
  return rule && { ...rule, providers: [...rule.providers] };
}
