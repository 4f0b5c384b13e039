import type { HeaderArm } from '../../evaluate/evaluation-header.ts';
import { armKey } from '../../evaluate/evaluation-plan.ts';
import type { SuiteOutcome } from '../../evaluate/results.ts';
import { decimalUsd } from '../../units/decimal-usd.ts';
import { type JunitCase, junitEnd, junitStart, junitSuite } from '../data/junit-suite.ts';
import { type CaseRun, createCaseGrouper } from './case-runs.ts';
import type { EvaluationFormat } from './contract.ts';
import { failureReason } from './failed-run.ts';
import { partNotes } from './part-notes.ts';

/**
 * For CI servers: a `testsuite` per suite, target and model, a `testcase` per case judged over its
 * repeats, and one suite `gate` for the gates that were missed. A failed case is a failure here also
 * where the suite's gate lets some cases fail.
 */
export const junitFormat: EvaluationFormat = {
  name: 'junit',
  mediaType: 'application/xml',
  open(write, header, { withTimes }) {
    let open: OpenSuite | undefined;
    const close = () => {
      if (open !== undefined) write(suiteElement(open, withTimes));
      open = undefined;
    };
    const grouper = createCaseGrouper(header, (run) => {
      if (open !== undefined && armKey(open.arm) !== armKey(run.arm)) close();
      open ??= { arm: run.arm, cases: [], costNanoUsd: 0, requests: 0 };
      open.cases.push(caseOf(run, withTimes));
      for (const { costNanoUsd, requests } of run.draws) {
        open.requests += requests;
        open.costNanoUsd = plus(open.costNanoUsd, costNanoUsd);
      }
    });
    write(junitStart(['galley eval', ...partNotes(header)].join(' · ')));
    return {
      add: grouper.add,
      end({ outcomes, stoppedBy }) {
        grouper.end();
        close();
        const faults = [
          ...(header.shard === undefined ? outcomes : [])
            .filter(({ misses }) => misses.length > 0)
            .map(gateCase),
          ...(stoppedBy ? [stopCase(stoppedBy)] : []),
        ];
        if (faults.length > 0) write(junitSuite({ name: 'gate', cases: faults }));
        write(junitEnd);
      },
    };
  },
};

interface OpenSuite {
  readonly arm: HeaderArm;
  readonly cases: JunitCase[];
  /** `undefined` when a price is unknown. */
  costNanoUsd: number | undefined;
  requests: number;
}

const kinds = { failed: 'failure', error: 'error', 'not-executed': 'skipped' } as const;

function suiteElement(
  { arm, cases, costNanoUsd, requests }: OpenSuite,
  withTimes: boolean,
): string {
  const { suite, target, model } = arm;
  const cost = costNanoUsd === undefined ? 'unknown' : decimalUsd(costNanoUsd);
  return junitSuite({
    name: `${suite} · ${target} · ${model}`,
    cases,
    properties: [
      ['target', target],
      ['model', model],
      ...(withTimes
        ? ([
            ['requests', requests],
            ['cost_usd', cost],
          ] as const)
        : []),
    ],
  });
}

function caseOf({ arm, caseId, verdict, draws }: CaseRun, withTimes: boolean): JunitCase {
  const times = draws.flatMap(({ latencyMs }) => (latencyMs === undefined ? [] : [latencyMs]));
  const seconds = times.reduce((sum, time) => sum + time, 0) / 1_000;
  const named = {
    classname: `${arm.suite}.${arm.target}.${arm.model}`,
    name: caseId,
    seconds: withTimes ? seconds : undefined,
  };
  if (verdict === 'passed') return named;
  const bad = draws.filter(({ outcome }) => outcome !== 'passed');
  const [first = draws[0]] = bad;
  return {
    ...named,
    fault: {
      kind: kinds[verdict],
      type: verdict,
      message: failureReason(first),
      details: bad
        .map((draw) => {
          const repeat = draws.length > 1 ? `repeat ${draw.repeat + 1}: ` : '';
          const answer = draw.text === undefined ? '' : `\nanswer: ${draw.text}`;
          return `${repeat}${failureReason(draw)}${answer}`;
        })
        .join('\n\n'),
    },
  };
}

function gateCase({ suite, target, model, misses }: SuiteOutcome): JunitCase {
  const message = misses.map((miss) => miss.message).join('; ');
  return {
    classname: 'gate',
    name: `${suite} · ${target} · ${model}`,
    fault: { kind: 'failure', type: 'gate-missed', message },
  };
}

function stopCase({ code, message }: { code: string; message: string }): JunitCase {
  return { classname: 'gate', name: 'run', fault: { kind: 'error', type: code, message } };
}

function plus(sum: number | undefined, amount: number | undefined): number | undefined {
  return sum === undefined || amount === undefined ? undefined : sum + amount;
}
