import type { Check } from '../../library/nodes.ts';
import type { CheckResult } from '../results.ts';
import { showText, showValue } from '../show-text.ts';
import type {
  CheckedValue,
  CheckSubject,
  CheckTools,
  Finding,
  PreparedMember,
  Spent,
} from './contract.ts';
import { readsRendered, type SubjectReader, subjectReader } from './read-subject.ts';
import { checkPlugs } from './registry.ts';

/** A suite's checks for one prompt, parsed and compiled once. */
export interface PreparedChecks {
  /** Every check on one answer, in the suite's order. */
  run(subject: CheckSubject): Promise<CheckRun>;
  /** Without an answer: the checks that need none are judged, the others have the given outcome. */
  withoutAnswer(subject: CheckSubject, outcome: 'not-executed' | 'error'): CheckResult[];
  /** No messages either: nothing is judged. */
  unjudged(outcome: 'not-executed' | 'error'): CheckResult[];
}

/** The results of one answer's checks, with what the judges among them spent. */
export interface CheckRun {
  readonly results: readonly CheckResult[];
  readonly spent: readonly Spent[];
}

/** Compiles checks for use on any number of answers. */
export function prepareChecks(checks: readonly Check[], tools: CheckTools): PreparedChecks {
  const prepared = checks.map((check) => prepareOne(check, tools));
  return {
    async run(subject) {
      const results: CheckResult[] = [];
      const spent: Spent[] = [];
      for (const { judge } of prepared) {
        const result = judge(subject, spent);
        results.push(result instanceof Promise ? await result : result);
      }
      return { results, spent };
    },
    withoutAnswer: (subject, outcome) =>
      prepared.map(({ free, unjudged }) => free?.(subject) ?? unjudged[outcome]),
    unjudged: (outcome) => prepared.map(({ unjudged }) => unjudged[outcome]),
  };
}

/** Two lists of prepared checks as one, in this order. */
export function joinChecks(first: PreparedChecks, second: PreparedChecks): PreparedChecks {
  return {
    async run(subject) {
      const one = await first.run(subject);
      const other = await second.run(subject);
      return {
        results: [...one.results, ...other.results],
        spent: [...one.spent, ...other.spent],
      };
    },
    withoutAnswer: (subject, outcome) => [
      ...first.withoutAnswer(subject, outcome),
      ...second.withoutAnswer(subject, outcome),
    ],
    unjudged: (outcome) => [...first.unjudged(outcome), ...second.unjudged(outcome)],
  };
}

interface PreparedOne {
  readonly judge: PreparedMember;
  /** Present for checks that need no answer. */
  readonly free: ((subject: CheckSubject) => CheckResult) | undefined;
  readonly unjudged: Readonly<Record<'not-executed' | 'error', CheckResult>>;
}

function prepareOne(check: Check, tools: CheckTools): PreparedOne {
  const plug = checkPlugs[check.key];
  const prepareMember = (member: Check) => prepareOne(member, tools).judge;
  const find = plug.prepare(check, { ...tools, prepareMember });
  const read: SubjectReader = plug.readsValue ? subjectReader(check.of) : () => ignoredValue;
  const results = resultMaker(check, plug.readsValue ? check.of : (plug.subject ?? 'the call'));
  const judge: PreparedOne['judge'] = (subject, spent) => {
    const on = read(subject);
    if (on === undefined) return results.absent;
    const finding = find(on, subject);
    return finding instanceof Promise
      ? finding.then((settled) => results.of(settled, on, spent))
      : results.of(finding, on, spent);
  };
  const isFree = readsRendered(check);
  return {
    judge,
    free: isFree ? (subject) => judge(subject, []) as CheckResult : undefined,
    unjudged: results.unjudged,
  };
}

const ignoredValue: CheckedValue = { value: null, isRawText: false };

/** Turns findings into results; results that are always the same are made once. */
function resultMaker(check: Check, what: string) {
  const base = {
    name: check.name,
    key: check.key,
    isHard: check.isHard,
    weight: check.weight,
    score: undefined,
    reason: undefined,
    costNanoUsd: 0,
    savedNanoUsd: 0,
  };
  const plainPass: CheckResult = { ...base, outcome: 'passed', score: 1 };
  const absent: CheckResult = {
    ...base,
    outcome: 'failed',
    score: 0,
    reason: `expected \`${check.of}\`, which is absent`,
  };
  const unjudged: PreparedOne['unjudged'] = {
    'not-executed': { ...base, outcome: 'not-executed' },
    error: { ...base, outcome: 'error' },
  };
  return {
    absent,
    unjudged,
    of(finding: Finding, on: CheckedValue, spent: Spent[]): CheckResult {
      if (finding.spent !== undefined) spent.push(finding.spent);
      const { costNanoUsd, savedNanoUsd } = finding.spent ?? base;
      const { members } = finding;
      const paid = {
        ...base,
        costNanoUsd,
        savedNanoUsd,
        ...(finding.spent && { requests: finding.spent.requests }),
        ...(members && { members }),
      };
      if (finding.kind !== 'judged') {
        return { ...paid, outcome: finding.kind, reason: finding.reason };
      }
      const isPassed = finding.holds !== check.isNegated;
      const isPlain = finding.score === undefined && finding.spent === undefined;
      if (isPassed && isPlain) return plainPass;
      const score = finding.score ?? (finding.holds ? 1 : 0);
      return {
        ...paid,
        outcome: isPassed ? 'passed' : 'failed',
        score: check.isNegated ? 1 - score : score,
        reason: isPassed ? undefined : reasonOf(finding, on),
      };
    },
  };

  function reasonOf(finding: Extract<Finding, { kind: 'judged' }>, on: CheckedValue): string {
    const not = check.isNegated ? 'not ' : '';
    const got = finding.got ?? showValue(on.value);
    return showText(`expected ${what} ${not}${finding.wanted}, got ${got}`, 500);
  }
}
