import type { GatePolicy, ModelAlias, Project, Severity } from '../library/project.ts';

/** The two projects a proof works with: who may be called, at what price, inside which gate. */
export interface EffectivePolicy {
  /** For evaluating base's prompts: base's aliases. */
  readonly base: Project;
  /** For evaluating head's prompts: head's aliases on base's providers, base's prices and limits. */
  readonly head: Project;
  /** For judges on both sides: base's aliases, completed by head's where base has none. */
  readonly judge: Project;
  readonly gate: GatePolicy;
  /** Head's aliases that may not be called, with the reason as the end of a sentence. */
  readonly refusedAliases: ReadonlyMap<string, string>;
}

const severityRank: Record<Severity, number> = { off: 0, warn: 1, error: 2 };
const evaluateRank = { off: 0, regression: 1, absolute: 2 } as const;
const budgetModeRank = { disabled: 0, alert: 1, strict: 2 } as const;

/**
 * Applies base's policy to head: money, hosts, providers, prices and gates come from `policy`;
 * where head is stricter, head's value holds; models are content and come from each side.
 * @param policy galley.yaml of the tip of the base branch
 * @param base galley.yaml of the merge-base
 * @param head galley.yaml of the change
 */
export function effectivePolicy(policy: Project, base: Project, head: Project): EffectivePolicy {
  const shared = {
    providers: policy.providers,
    allowedModels: policy.allowedModels,
    budgets: stricterBudgets(policy, head),
    gate: stricterGate(policy.gate, head.gate),
    cache: policy.cache,
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

function stricterBudgets(policy: Project, head: Project): Project['budgets'] {
  const caps = [policy.budgets.runNanoUsd, head.budgets.runNanoUsd].filter(
    (cap) => cap !== undefined,
  );
  const mode =
    budgetModeRank[head.budgets.mode] > budgetModeRank[policy.budgets.mode]
      ? head.budgets.mode
      : policy.budgets.mode;
  return { runNanoUsd: caps.length === 0 ? undefined : Math.min(...caps), mode };
}

function stricterGate(policy: GatePolicy, head: GatePolicy): GatePolicy {
  return {
    validate: stricter(policy.validate, head.validate),
    evaluate:
      evaluateRank[head.evaluate] > evaluateRank[policy.evaluate] ? head.evaluate : policy.evaluate,
    suiteWeakened: stricter(policy.suiteWeakened, head.suiteWeakened),
    versionBump: stricter(policy.versionBump, head.versionBump),
    notExecuted:
      policy.notExecuted === undefined
        ? head.notExecuted
        : stricter(policy.notExecuted, head.notExecuted ?? 'off'),
    costIncrease: stricterCostIncrease(policy.costIncrease, head.costIncrease),
  };
}

function stricterCostIncrease(
  policy: GatePolicy['costIncrease'],
  head: GatePolicy['costIncrease'],
): GatePolicy['costIncrease'] {
  if (policy === undefined || head === undefined) return policy ?? head;
  return {
    maxPct: Math.min(policy.maxPct, head.maxPct),
    mode: stricter(policy.mode, head.mode),
  };
}

function stricter(policy: Severity, head: Severity): Severity {
  return severityRank[head] > severityRank[policy] ? head : policy;
}
