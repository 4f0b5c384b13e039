import type { CheckKey } from '../../library/nodes.ts';
import type { CheckResult } from '../results.ts';
import { showText } from '../show-text.ts';
import { sumKnown } from '../sum-money.ts';
import type { CheckPlug, Finding, PreparedMember, Spent } from './contract.ts';

/** How many checks of a group must pass, `undefined` meaning all of them. */
type Needed = (argument: unknown) => number | undefined;

/**
 * A check that others decide: it holds when enough of them pass. All of them are judged, whatever the
 * first ones said, so that no cost is hidden and every report shows the same. Members without a verdict
 * leave the group without one unless they cannot change it. The score is the share of the needed passes,
 * at most 1: `all_of` grades, `any_of` says 1 or 0.
 */
export function groupCheck(key: CheckKey, neededOf: Needed): CheckPlug {
  return {
    key,
    readsValue: false,
    subject: 'the answer',
    grades: true,
    prepare({ argument, members = [] }, { prepareMember }) {
      const prepared = members.map(prepareMember);
      const needed = neededOf(argument) ?? members.length;
      return (_, subject) => {
        const spent: Spent[] = [];
        const results = inTurn(prepared, (member) => member(subject, spent));
        return results instanceof Promise
          ? results.then((settled) => findingOf(settled, needed, spent))
          : findingOf(results, needed, spent);
      };
    },
  };
}

/** One after the other, without waiting where nothing has to be waited for. */
function inTurn(
  members: readonly PreparedMember[],
  judge: (member: PreparedMember) => CheckResult | Promise<CheckResult>,
): readonly CheckResult[] | Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const [index, member] of members.entries()) {
    const result = judge(member);
    if (result instanceof Promise) {
      return result.then(async (first) => {
        const rest = await inTurn(members.slice(index + 1), judge);
        return [...results, first, ...rest];
      });
    }
    results.push(result);
  }
  return results;
}

function findingOf(members: readonly CheckResult[], needed: number, spent: Spent[]): Finding {
  const count = (outcome: CheckResult['outcome']) =>
    members.filter((member) => member.outcome === outcome).length;
  const held = count('passed');
  const failed = count('failed');
  const about = { members, ...(spent.length > 0 && { spent: sumOf(spent) }) };
  const isOpen = held < needed && members.length - failed >= needed;
  if (isOpen) {
    const outcome = count('error') > 0 ? 'error' : 'not-executed';
    const open = members.find((member) => member.outcome === outcome);
    const reason = `check “${open?.name}”: ${open?.reason ?? 'no verdict'}`;
    return { kind: outcome, reason, ...about };
  }
  return {
    kind: 'judged',
    holds: held >= needed,
    wanted: `to pass ${neededText(needed, members.length)}`,
    got: `${held}${reasonsOf(members)}`,
    score: Math.min(1, held / needed),
    ...about,
  };
}

function neededText(needed: number, members: number): string {
  if (needed === members) return members === 1 ? 'its check' : `all of ${members} checks`;
  return needed === 1 ? `one of ${members} checks` : `at least ${needed} of ${members} checks`;
}

function reasonsOf(members: readonly CheckResult[]): string {
  const reasons = members
    .filter((member) => member.reason !== undefined)
    .map(({ name, reason }) => `“${name}”: ${showText(reason ?? '', 120)}`);
  return reasons.length === 0 ? '' : ` (${reasons.join('; ')})`;
}

function sumOf(spent: readonly Spent[]): Spent {
  return {
    costNanoUsd: sumKnown(spent.map((one) => one.costNanoUsd)),
    savedNanoUsd: sumKnown(spent.map((one) => one.savedNanoUsd)),
    isUpperBound: spent.some((one) => one.isUpperBound),
    requests: spent.reduce((sum, one) => sum + one.requests, 0),
  };
}
