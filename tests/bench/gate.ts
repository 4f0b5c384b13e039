import { parseArgs } from 'node:util';
import { type GateRates, simulateGate } from './simulate-gate.ts';

const usage = `Simulates the gate of a proof, seeded, and states how often it would block:
when nothing changed (false alarms; target: at most 5 % at every size) and when a change breaks 10 %
of the cases (detection). One suite, one check, default gate; 15 % of the cases are flaky.
  npm run bench:gate                        1,000 proofs per row
  npm run bench:gate -- --proofs 5000 --seed 3
Exits 1 when a false-alarm rate is above 5 %.
`;

const { values } = parseArgs({
  options: {
    proofs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean' },
  },
});
const proofs = Number(values.proofs);
const seed = Number(values.seed);
if (values.help || !Number.isInteger(proofs) || proofs < 1 || !Number.isInteger(seed)) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  process.exitCode = printRates();
}

function printRates(): number {
  const limit = 0.05;
  let isMissed = false;
  console.log(
    `${proofs} simulated proofs per row, seed ${seed}; 95 % of them lie within ± 1.96 √(p(1−p)/${proofs})`,
  );
  console.log(
    'cases × repeats   false alarms (worse, confirmed flips; bare flips)   detection of 10 % broken',
  );
  for (const repeats of [1, 3]) {
    for (const cases of [20, 50, 100, 200]) {
      const about = { cases, repeats, proofs, seed };
      const same = simulateGate({ ...about, brokenShare: 0 });
      const broken = simulateGate({ ...about, brokenShare: 0.1 });
      isMissed ||= same.blocked > limit;
      const size = `${cases} × ${repeats}`.padEnd(18);
      console.log(`${size}${describe(same).padEnd(52)}${describe(broken)}`);
    }
  }
  console.log(
    isMissed ? 'a false-alarm rate is above 5 %' : 'every false-alarm rate is at most 5 %',
  );
  return isMissed ? 1 : 0;
}

function describe({ blocked, worse, confirmed, bareFlips }: GateRates): string {
  return `${percent(blocked)} (${percent(worse)}, ${percent(confirmed)}; ${percent(bareFlips)})`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
