import { defaultAlertPct } from '../ledger/budget-book.ts';
import type { GatePolicy, ModelAlias, Project, Severity } from '../library/project.ts';
import { canonicalJson } from '../units/canonical-json.ts';

/** The two projects a proof works with: who may be called, at what price, inside which gate. */
export interface EffectivePolicy {
  /** For evaluating base's prompts: base's aliases. */
  readonly base: Project;
  /** For evaluating head's prompts: head's aliases on base's providers, base's prices and limits. */
  readonly head: Project;
  /** For judges on both sides: base's aliases, completed by head's where base has none. */
  readonly judge: Project;
  readonly gate: GatePolicy;
  /** True when galley.yaml in force has errors: then no model may be asked, and default gates hold. */
  readonly isUnreadable: boolean;
  /** Head's aliases that may not be called, with the reason as the end of a sentence. */
  readonly refusedAliases: ReadonlyMap<string, string>;
}

const severityRank: Record<Severity, number> = { off: 0, warn: 1, error: 2 };
const evaluateRank = { off: 0, regression: 1, absolute: 2 } as const;
const budgetModeRank = { disabled: 0, alert: 1, strict: 2 } as const;

/**
 * Applies base's policy to head: money, hosts, providers, prices and gates come from `policy`;
 * where the change makes it stricter, head's value holds; models are content and come from each side.
 * @param policy galley.yaml of the tip of the base branch
 * @param base galley.yaml of the merge-base
 * @param head galley.yaml of the change
 */
export function effectivePolicy(policy: Project, base: Project, head: Project): EffectivePolicy {
  const shared = {
    providers: policy.providers,
    allowedModels: policy.allowedModels,
    budgets: stricterBudgets({ policy: policy.budgets, base: base.budgets, head: head.budgets }),
    usage: policy.usage ?? new Map(),
    gate: stricterGate({ policy: policy.gate, base: base.gate, head: head.gate }),
    cache: policy.cache,
    signing: policy.signing,
    permissions: policy.permissions,
    comment: policy.comment,
    history: policy.history,
    notify: policy.notify,
    guardrails: [...new Set([...(policy.guardrails ?? []), ...(head.guardrails ?? [])])],
    commands: policy.commands ?? new Map(),
  };
  const refusedAliases = new Map<string, string>();
  for (const alias of head.models.values()) {
    const reason = refusalOf(alias, policy);
    if (reason !== undefined) refusedAliases.set(alias.alias, reason);
  }
  const headModels = new Map<string, ModelAlias>();
  for (const [name, alias] of head.models) {
    if (!refusedAliases.has(name)) headModels.set(name, withPolicyPrice(alias, policy));
  }
  const baseModels = new Map<string, ModelAlias>();
  for (const [name, alias] of base.models) {
    if (policy.providers.has(alias.provider)) baseModels.set(name, withPolicyPrice(alias, policy));
  }
  return {
    base: { ...base, ...shared, models: baseModels },
    head: { ...head, ...shared, models: headModels },
    judge: { ...policy, ...shared, models: new Map([...headModels, ...policy.models]) },
    gate: shared.gate,
    isUnreadable: policy.file !== undefined && policy.written === undefined,
    refusedAliases,
  };
}

function refusalOf(alias: ModelAlias, policy: Project): string | undefined {
  if (!policy.providers.has(alias.provider)) {
    return `its provider \`${alias.provider}\` is not in galley.yaml on base`;
  }
  if (policy.allowedModels !== undefined && !policy.allowedModels.includes(alias.alias)) {
    return '`allowed_models` on base does not name it';
  }
  return undefined;
}

/** A price written by the change itself is not trusted: base's price for the same model, or none. */
function withPolicyPrice(alias: ModelAlias, policy: Project): ModelAlias {
  const { pricing: _written, ...rest } = alias;
  const known = [policy.models.get(alias.alias), ...policy.models.values()].find(
    (other) =>
      other?.provider === alias.provider &&
      other.name === alias.name &&
      other.pricing !== undefined,
  );
  return known?.pricing === undefined ? rest : { ...rest, pricing: known.pricing };
}

/** A value of head counts only when the change wrote it: what base's tip moved on since is no wish of head. */
function proposed<Value>(base: Value, head: Value): Value | undefined {
  const isSame = canonicalJson([base ?? null]) === canonicalJson([head ?? null]);
  return isSame ? undefined : head;
}

interface Sides<Value> {
  readonly policy: Value;
  readonly base: Value;
  readonly head: Value;
}

function stricterBudgets({ policy, base, head }: Sides<Project['budgets']>): Project['budgets'] {
  const lowest = (key: Exclude<keyof Project['budgets'], 'mode'>) => {
    const caps = [policy[key], proposed(base[key], head[key])].filter((cap) => cap !== undefined);
    return caps.length === 0 ? undefined : Math.min(...caps);
  };
  const wished = proposed(base.mode, head.mode) ?? 'disabled';
  return {
    runNanoUsd: lowest('runNanoUsd'),
    pullRequestNanoUsd: lowest('pullRequestNanoUsd'),
    monthNanoUsd: lowest('monthNanoUsd'),
    actorNanoUsd: lowest('actorNanoUsd'),
    tokensMonth: lowest('tokensMonth'),
    // Unsaid is 80, so a later alert on head is no stricter than saying nothing.
    alertPct: lowestAlertPct(policy.alertPct, proposed(base.alertPct, head.alertPct)),
    mode: budgetModeRank[wished] > budgetModeRank[policy.mode] ? wished : policy.mode,
  };
}

function lowestAlertPct(policy: number | undefined, head: number | undefined): number | undefined {
  const inForce = policy ?? defaultAlertPct;
  return head !== undefined && head < inForce ? head : policy;
}

function stricterGate({ policy, base, head }: Sides<GatePolicy>): GatePolicy {
  const pick = (key: 'validate' | 'suiteWeakened' | 'versionBump') =>
    stricterSeverity(policy[key], proposed(base[key], head[key]) ?? 'off');
  const evaluate = proposed(base.evaluate, head.evaluate) ?? 'off';
  const isEnforced = policy.mode === 'enforce' || proposed(base.mode, head.mode) === 'enforce';
  return {
    mode: isEnforced ? 'enforce' : 'observe',
    validate: pick('validate'),
    evaluate: evaluateRank[evaluate] > evaluateRank[policy.evaluate] ? evaluate : policy.evaluate,
    suiteWeakened: pick('suiteWeakened'),
    versionBump: pick('versionBump'),
    notExecuted: stricterNotExecuted(
      policy.notExecuted,
      proposed(base.notExecuted, head.notExecuted),
    ),
    costIncrease: stricterCostIncrease(
      policy.costIncrease,
      proposed(base.costIncrease, head.costIncrease),
    ),
  };
}

/** Unsaid, the door decides, and it may be as strict as `error`: nothing less may take its place. */
function stricterNotExecuted(
  policy: GatePolicy['notExecuted'],
  head: GatePolicy['notExecuted'],
): GatePolicy['notExecuted'] {
  if (policy === undefined) return head === 'error' ? head : undefined;
  return stricterSeverity(policy, head ?? 'off');
}

function stricterCostIncrease(
  policy: GatePolicy['costIncrease'],
  head: GatePolicy['costIncrease'],
): GatePolicy['costIncrease'] {
  if (policy === undefined || head === undefined) return policy ?? head;
  return {
    maxPct: Math.min(policy.maxPct, head.maxPct),
    mode: stricterSeverity(policy.mode, head.mode),
  };
}

/** The severity that blocks more. */
export function stricterSeverity(policy: Severity, head: Severity): Severity {
  return severityRank[head] > severityRank[policy] ? head : policy;
}
