import type { SuiteGate } from '../library/nodes.ts';
import { formatRatio } from '../units/format-number.ts';
import { formatUsd } from '../units/format-usd.ts';
import type { GateMiss } from './results.ts';

/** What one suite on one target and model measured. */
export interface Measured {
  readonly passRate: number | undefined;
  readonly meanListCostNanoUsd: number | undefined;
  readonly latencyP95Ms: number | undefined;
  /** Draws that were answered; without any, cost and latency are not missed but not executed. */
  readonly answers: number;
  /** Failed draws by the name of a hard check. */
  readonly hardFailures: ReadonlyMap<string, number>;
}

/** The absolute gates that a measurement misses; an unknown cost is a miss, never a pass. */
export function gateMisses(gate: SuiteGate, measured: Measured): GateMiss[] {
  const misses: GateMiss[] = [];
  const { passRate, latencyP95Ms } = measured;
  const min = gate.passRate.min;
  if (min !== undefined && passRate !== undefined && passRate < min) {
    const message = `the pass rate is ${shareBelow(min, passRate)}, at least ${share(min)} is needed`;
    misses.push({ gate: 'pass_rate.min', wanted: min, got: passRate, message });
  }
  const cost = costMiss(gate.maxCostPerRunNanoUsd, measured);
  if (cost !== undefined) misses.push(cost);
  const max = gate.maxLatencyP95Ms;
  if (max !== undefined && latencyP95Ms !== undefined && latencyP95Ms > max) {
    const message = `95 % of answers take up to ${Math.round(latencyP95Ms)} ms, at most ${max} ms is allowed`;
    misses.push({ gate: 'latency_p95_ms.max', wanted: max, got: latencyP95Ms, message });
  }
  for (const [name, failures] of measured.hardFailures) {
    const message = `hard check “${name}” failed ${failures === 1 ? 'once' : `${failures} times`}`;
    misses.push({ gate: 'hard', wanted: 0, got: failures, message });
  }
  return misses;
}

function costMiss(max: number | undefined, measured: Measured): GateMiss | undefined {
  const cost = measured.meanListCostNanoUsd;
  if (max === undefined || measured.answers === 0 || (cost !== undefined && cost <= max)) {
    return undefined;
  }
  const got =
    cost === undefined
      ? 'the cost per run is unknown'
      : `one run costs ${formatUsd(Math.ceil(cost))} on average`;
  const message = `${got}, at most ${formatUsd(max)} is allowed`;
  return { gate: 'cost_per_run_usd.max', wanted: max, got: cost, message };
}

/** A share in two decimals as everywhere, or as many more as show that it is below the limit. */
function shareBelow(limit: number, ratio: number): string {
  for (let decimals = 2; decimals < 15; decimals += 1) {
    const text = formatRatio(ratio, decimals);
    if (Number(text) < limit) return text;
  }
  return String(ratio);
}

/** A share with as many decimals as tell it from a neighbour: 0.9, 0.875. */
function share(ratio: number): string {
  return String(Math.round(ratio * 10_000) / 10_000);
}
