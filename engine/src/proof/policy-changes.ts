import type { JsonValue } from '../library/nodes.ts';
import type { Project } from '../library/project.ts';
import { canonicalJson } from '../units/canonical-json.ts';
import type { EffectivePolicy } from './effective-policy.ts';
import type { PolicyChange } from './proof.ts';

/** Keys whose new value describes content and so holds on head at once. */
const contentKeys =
  /^(models(?!.*\.pricing)|paths|name|description|apiVersion|kind|metadata|version|x-)/;

/** How galley.yaml differs between the policy in force and head, leaf by leaf, sorted by key. */
export function policyChanges(
  policy: Project,
  head: Project,
  effective: EffectivePolicy,
): PolicyChange[] {
  const before = leavesOf(policy.written);
  const after = leavesOf(head.written);
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changes: PolicyChange[] = [];
  for (const key of keys) {
    const base = before.get(key);
    const next = after.get(key);
    if (base !== undefined && next !== undefined && canonicalJson(base) === canonicalJson(next)) {
      continue;
    }
    changes.push({ key, base, head: next, applies: whenItApplies(key, effective, head) });
  }
  return changes;
}

function whenItApplies(
  key: string,
  effective: EffectivePolicy,
  head: Project,
): PolicyChange['applies'] {
  if (contentKeys.test(key)) return 'now-as-content';
  const isInForce =
    (key === 'budgets.run_usd' &&
      head.budgets.runNanoUsd !== undefined &&
      effective.head.budgets.runNanoUsd === head.budgets.runNanoUsd) ||
    (key === 'budgets.mode' && effective.head.budgets.mode === head.budgets.mode) ||
    (key.startsWith('gate.') && gateValueInForce(key, effective, head));
  return isInForce ? 'now' : 'after-merge';
}

function gateValueInForce(key: string, effective: EffectivePolicy, head: Project): boolean {
  const [, name = '', leaf] = key.split('.');
  switch (name) {
    case 'validate':
      return effective.gate.validate === head.gate.validate;
    case 'evaluate':
      return effective.gate.evaluate === head.gate.evaluate;
    case 'suite_weakened':
      return effective.gate.suiteWeakened === head.gate.suiteWeakened;
    case 'version_bump':
      return effective.gate.versionBump === head.gate.versionBump;
    case 'not_executed':
      return effective.gate.notExecuted === head.gate.notExecuted;
    case 'cost_increase':
      return leaf === 'max_pct'
        ? effective.gate.costIncrease?.maxPct === head.gate.costIncrease?.maxPct
        : effective.gate.costIncrease?.mode === head.gate.costIncrease?.mode;
    default:
      return false;
  }
}

/** Every leaf (scalar, list or empty map) by its dotted path. */
function leavesOf(value: JsonValue | undefined, path = ''): Map<string, JsonValue> {
  if (value === undefined) return new Map();
  const isMap = value !== null && typeof value === 'object' && !Array.isArray(value);
  if (!isMap || Object.keys(value).length === 0) return new Map([[path, value]]);
  return new Map(
    Object.entries(value).flatMap(([key, item]) => [
      ...leavesOf(item, path === '' ? key : `${path}.${key}`),
    ]),
  );
}
