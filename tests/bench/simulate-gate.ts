import {
  adjustComparisons,
  type CheckResult,
  compareOutcomes,
  findFlips,
  judgeFlips,
} from '@galley/engine/evaluate';
import type { Suite } from '@galley/engine/library';
import { seededRandom } from '@galley/engine/units';

/** What is simulated: many proofs of one suite with one check, under the gate's default settings. */
export interface GateSimulation {
  readonly cases: number;
  readonly repeats: number;
  readonly proofs: number;
  readonly seed: number;
  /** Share of cases that the change breaks for good; 0 is a change that changes nothing. */
  readonly brokenShare: number;
}

/** Shares of the simulated proofs, 0..1, that would block, by what blocks them. */
export interface GateRates {
  /** The comparison of the pass rate or of the check says *worse*. */
  readonly worse: number;
  /** A flip was confirmed by fresh draws. */
  readonly confirmed: number;
  /** Either of the two: the gate. */
  readonly blocked: number;
  /** Any flip at all: what blocking without confirmation would do. */
  readonly bareFlips: number;
}

/** Cases: 75 % always pass, 10 % always fail, 15 % are flaky and pass with a chance of 0.1 to 0.9. */
const stableShare = 0.75;
const flakyShare = 0.15;
/** Fresh draws per side that `gate.confirm` makes by default. */
const confirmRuns = 5;

const gate = { passRate: {}, whenUnsure: 'warn', confirmRuns } as const satisfies Suite['gate'];
const check: Suite['checks'][number] = {
  key: 'equals',
  argument: 'billing',
  name: 'right queue',
  of: 'output',
  isNegated: false,
  weight: undefined,
  isHard: false,
  at: { line: 1, column: 1 },
};

/** Runs the product's own comparison and flip confirmation on made-up answers. */
export function simulateGate(simulation: GateSimulation): GateRates {
  const next = seededRandom(simulation.seed);
  const random = () => next() / 2 ** 32;
  const counts = { worse: 0, confirmed: 0, blocked: 0, bareFlips: 0 };
  for (let proof = 0; proof < simulation.proofs; proof += 1) {
    const { isWorse, hasConfirmed, hasFlips } = simulateProof(simulation, random);
    counts.worse += Number(isWorse);
    counts.confirmed += Number(hasConfirmed);
    counts.blocked += Number(isWorse || hasConfirmed);
    counts.bareFlips += Number(hasFlips);
  }
  const share = (count: number) => count / simulation.proofs;
  return {
    worse: share(counts.worse),
    confirmed: share(counts.confirmed),
    blocked: share(counts.blocked),
    bareFlips: share(counts.bareFlips),
  };
}

function simulateProof(simulation: GateSimulation, random: () => number) {
  const chances = Array.from({ length: simulation.cases }, () => {
    const base = chanceOfCase(random);
    return { base, head: random() < simulation.brokenShare ? 0 : base };
  });
  const draw = (side: 'base' | 'head') =>
    chances.flatMap((chance, index) =>
      Array.from({ length: simulation.repeats }, (_, repeat) =>
        runOf({ side, caseId: `case-${index}`, repeat, isPassed: random() < chance[side] }),
      ),
    );
  const base = draw('base');
  const head = draw('head');
  const { repeats } = simulation;
  const options = { checks: [check], gate, repeats, passAtLeast: undefined };
  const [comparisons = []] = adjustComparisons([compareOutcomes(base, head, options)]);
  const about = { suite: 'tickets', target: 'triage', model: 'chat', checks: [check] };
  const flips = findFlips(base, head, about);
  const passes = (chance: number) =>
    Array.from({ length: confirmRuns }, () => random() < chance).filter(Boolean).length;
  const fresh = flips.map(({ caseId }) => {
    const chance = chances[Number(caseId.slice('case-'.length))] ?? { base: 0, head: 0 };
    return {
      basePassed: passes(chance.base),
      headPassed: passes(chance.head),
      runs: confirmRuns,
    };
  });
  return {
    isWorse: comparisons.some(({ isBlocking }) => isBlocking),
    hasConfirmed: judgeFlips(fresh).includes(true),
    hasFlips: flips.length > 0,
  };
}

function chanceOfCase(random: () => number): number {
  const kind = random();
  if (kind < stableShare) return 1;
  return kind < stableShare + flakyShare ? 0.1 + 0.8 * random() : 0;
}

function runOf(draw: {
  readonly side: string;
  readonly caseId: string;
  readonly repeat: number;
  readonly isPassed: boolean;
}) {
  const outcome = draw.isPassed ? ('passed' as const) : ('failed' as const);
  const result: CheckResult = {
    name: check.name,
    key: check.key,
    outcome,
    score: draw.isPassed ? 1 : 0,
    reason: undefined,
    isHard: false,
    weight: undefined,
    costNanoUsd: 0,
    savedNanoUsd: 0,
  };
  return {
    caseId: draw.caseId,
    group: undefined,
    repeat: draw.repeat,
    outcome,
    checks: [result],
    text: undefined,
    requestKey: `${draw.side} ${draw.caseId} ${draw.repeat}`,
  };
}
