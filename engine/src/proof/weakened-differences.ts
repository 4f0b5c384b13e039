import { passesNeeded } from '../evaluate/case-verdict.ts';
import { targetName } from '../evaluate/find-target.ts';
import type { Case, Check, Suite } from '../library/nodes.ts';
import { canonicalJson } from '../units/canonical-json.ts';

/**
 * How head's suite asks less than base's, one clause each: everything but additions and edited
 * expectations. Empty when head only adds.
 */
export function weakenedDifferences(base: Suite, head: Suite): string[] {
  return [
    ...missingNames('target', targetNames(base), targetNames(head)),
    ...missingNames('model', base.models, head.models),
    ...parameterDifferences(base, head),
    ...checkDifferences(base.checks, head.checks),
    ...caseDifferences(base.cases, head.cases),
    ...whenDifferences(base, head),
    ...gateDifferences(base, head),
  ];
}

function targetNames(suite: Suite): string[] {
  return suite.targets.map(targetName);
}

function missingNames(noun: string, base: readonly string[], head: readonly string[]): string[] {
  if (noun === 'model' && base.length === 0 && head.length > 0) {
    return ["models named instead of each prompt's own"];
  }
  return base.filter((name) => !head.includes(name)).map((name) => `${noun} ${name} removed`);
}

/** Other parameters ask another question, and none is stricter than another. */
function parameterDifferences({ parameters: before = {} }: Suite, head: Suite): string[] {
  const after = head.parameters ?? {};
  return canonicalJson(before) === canonicalJson(after) ? [] : ['parameters changed'];
}

function checkDifferences(base: readonly Check[], head: readonly Check[]): string[] {
  const after = new Map(head.map((check) => [check.name, check]));
  return base.flatMap((check) => {
    const now = after.get(check.name);
    if (now === undefined) return [`check ${check.name} removed`];
    return identity(check) === identity(now) ? [] : [`check ${check.name} changed`];
  });
}

/** What the check asks; a group's argument says what its members are. */
function identity({ at: _, file: __, members: ___, ...check }: Check): string {
  return canonicalJson(
    Object.fromEntries(Object.entries(check).filter(([, value]) => value !== undefined)),
  );
}

function caseDifferences(base: readonly Case[], head: readonly Case[]): string[] {
  const after = new Map(head.map((entry) => [entry.id, entry]));
  const removed = base.filter((entry) => !after.has(entry.id));
  const changed = base.filter((entry) => {
    const now = after.get(entry.id);
    return now !== undefined && !(isSameQuestion(entry, now) && entry.group === now.group);
  });
  return [
    ...counted(removed, 'removed'),
    ...counted(changed, 'changed'),
    ...base.flatMap((entry) => ownCheckDifferences(entry, after.get(entry.id))),
  ];
}

/** A case that is gone takes its checks along: that is said once. */
function ownCheckDifferences({ id, checks = [] }: Case, now: Case | undefined): string[] {
  if (now === undefined) return [];
  return checkDifferences(checks, now.checks ?? []).map((text) => `case ${id}: ${text}`);
}

/** True when both cases ask the same, whatever they expect. */
export function isSameQuestion(one: Case, other: Case): boolean {
  return question(one) === question(other);
}

function question({ inputs, history }: Case): string {
  return canonicalJson({ inputs, history: history ?? null });
}

function counted(cases: readonly Case[], what: string): string[] {
  const [first, ...rest] = cases;
  if (first === undefined) return [];
  return [`case ${first.id}${rest.length > 0 ? ` and ${rest.length} more` : ''} ${what}`];
}

/** Away from pull requests is weaker; between the other times there is no order. */
function whenDifferences(base: Suite, head: Suite): string[] {
  if (base.when !== undefined || head.when === undefined) return [];
  return [`when pull_request became ${head.when}`];
}

function gateDifferences(base: Suite, head: Suite): string[] {
  const differences: string[] = [];
  const lower = (name: string, before: number | undefined, after: number | undefined) => {
    if (before !== undefined && (after === undefined || after < before)) {
      differences.push(`${name} lowered from ${before} to ${after ?? 'none'}`);
    }
  };
  const higher = (name: string, before: number | undefined, after: number | undefined) => {
    if (before !== undefined && (after === undefined || after > before)) {
      differences.push(`${name} raised from ${before} to ${after ?? 'none'}`);
    }
  };
  lower('repeats', base.repeats, head.repeats);
  if (passesLess(base, head)) {
    const [before, after] = [base, head].map((suite) =>
      base.repeats === head.repeats
        ? `${passesNeeded(suite)}`
        : `${passesNeeded(suite)} of ${suite.repeats}`,
    );
    differences.push(`pass_at_least lowered from ${before} to ${after}`);
  }
  lower('gate pass_rate.min', base.gate.passRate.min, head.gate.passRate.min);
  higher(
    'gate pass_rate.max_drop',
    base.gate.passRate.maxDrop ?? 0,
    head.gate.passRate.maxDrop ?? 0,
  );
  higher('gate cost_per_run_usd', base.gate.maxCostPerRunNanoUsd, head.gate.maxCostPerRunNanoUsd);
  higher('gate latency_p95_ms', base.gate.maxLatencyP95Ms, head.gate.maxLatencyP95Ms);
  if (base.gate.notExecuted === 'error' && head.gate.notExecuted !== 'error') {
    differences.push(`gate not_executed error became ${head.gate.notExecuted ?? 'unsaid'}`);
  }
  lower('gate confirm', base.gate.confirmRuns, head.gate.confirmRuns);
  const rank = { pass: 0, warn: 1, block: 2 };
  if (rank[head.gate.whenUnsure] < rank[base.gate.whenUnsure]) {
    differences.push(`gate when_unsure ${base.gate.whenUnsure} became ${head.gate.whenUnsure}`);
  }
  return differences;
}

/** True when a smaller share of the repeats lets a case pass; more repeats by the majority are no less. */
function passesLess(base: Suite, head: Suite): boolean {
  const isByMajority = base.passAtLeast === undefined && head.passAtLeast === undefined;
  if (isByMajority) return false;
  return passesNeeded(head) / head.repeats < passesNeeded(base) / base.repeats;
}
