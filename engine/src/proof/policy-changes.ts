import { isOnlyJudge } from '../library/is-only-judge.ts';
import type { JsonValue } from '../library/nodes.ts';
import type { Project } from '../library/project.ts';
import { canonicalJson } from '../units/canonical-json.ts';
import { ownValue } from '../units/own-value.ts';
import type { OpenedChange } from './change.ts';
import type { EffectivePolicy } from './effective-policy.ts';
import type { PolicyChange } from './proof.ts';

/** Keys whose new value describes content and so holds on head at once. */
const contentKeys =
  /^(models(?!.*\.pricing)|paths|strict_folders|name|description|metadata|version|x-)/;

/** What every galley.yaml says alike. */
const envelopeKeys = new Set(['apiVersion', 'kind']);

/**
 * What head changes in galley.yaml, leaf by leaf, sorted by key, beside the value in force: base's
 * tip may have moved on, and what only it changed is no change of head.
 */
export function policyChanges(
  { policy, base, head }: Pick<OpenedChange, 'policy' | 'base' | 'head'>,
  effective: EffectivePolicy,
): PolicyChange[] {
  const inForce = leavesOf(policy.written);
  const before = leavesOf(base.project.written);
  const after = leavesOf(head.project.written);
  // On both sides a judge is what base says it is.
  const judges = [...policy.models.keys()].filter((alias) => isOnlyJudge(head, alias));
  const keys = [...new Set([...inForce.keys(), ...before.keys(), ...after.keys()])].sort();
  return keys.flatMap((key): PolicyChange[] => {
    const next = after.get(key);
    if (envelopeKeys.has(key)) return [];
    if (isSame(next, before.get(key)) || isSame(next, inForce.get(key))) return [];
    const isOfJudge = judges.some((alias) => `${key}.`.startsWith(`models.${alias}.`));
    const applies = isOfJudge ? 'after-merge' : whenItApplies(key, effective, head.project);
    return [{ key, base: inForce.get(key), head: next, applies }];
  });
}

function isSame(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return canonicalJson(one) === canonicalJson(other);
}

function whenItApplies(
  key: string,
  effective: EffectivePolicy,
  head: Project,
): PolicyChange['applies'] {
  if (isOfRefusedAlias(key, effective)) return 'after-merge';
  if (contentKeys.test(key)) return 'now-as-content';
  const isInForce =
    (key.startsWith('budgets.') && budgetInForce(key, effective, head)) ||
    (key.startsWith('gate.') && gateValueInForce(key, effective, head));
  return isInForce ? 'now' : 'after-merge';
}

function isOfRefusedAlias(key: string, { refusedAliases }: EffectivePolicy): boolean {
  return [...refusedAliases.keys()].some((alias) => `${key}.`.startsWith(`models.${alias}.`));
}

const budgetNames = {
  run_usd: 'runNanoUsd',
  pull_request_usd: 'pullRequestNanoUsd',
  month_usd: 'monthNanoUsd',
  actor_usd: 'actorNanoUsd',
  tokens_month: 'tokensMonth',
  alert_pct: 'alertPct',
  mode: 'mode',
} as const;

/** A removed cap is never in force; a lowered one is. */
function budgetInForce(key: string, effective: EffectivePolicy, head: Project): boolean {
  const name = ownValue(budgetNames, key.split('.')[1] ?? '');
  if (name === undefined) return false;
  const written = head.budgets[name];
  return written !== undefined && effective.head.budgets[name] === written;
}

function gateValueInForce(key: string, effective: EffectivePolicy, head: Project): boolean {
  const [, name = '', leaf] = key.split('.');
  switch (name) {
    case 'mode':
      return effective.gate.mode === head.gate.mode;
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
