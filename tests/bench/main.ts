import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { describeMachine } from './machine.ts';
import { formatMachine, formatOutcome } from './print.ts';
import type { Outcome, Row } from './row.ts';
import { evalEchoRow } from './rows/eval-echo.ts';
import { evalHttpRow } from './rows/eval-http.ts';
import { installRow } from './rows/install.ts';
import { proofRow } from './rows/proof.ts';
import { renderRow } from './rows/render.ts';
import { renderRateRow } from './rows/render-rate.ts';
import { validateRow } from './rows/validate.ts';
import { versionRow } from './rows/version.ts';
import { webhookRow } from './rows/webhook.ts';
import { openWorkbench } from './workbench.ts';

const rows: readonly Row[] = [
  versionRow,
  validateRow,
  renderRow,
  renderRateRow,
  evalEchoRow,
  evalHttpRow,
  proofRow,
  webhookRow,
  installRow,
];

const usage = `Measures the built command line against its targets; exits 1 when one is missed.
  npm run bench                     every row
  npm run bench -- 1 5              these rows: ${rows.map(({ number }) => number).join(' ')}
  npm run bench -- --json <file>    also write every sample
PROMPTFOO_DIR=<folder with promptfoo in node_modules> also measures promptfoo in rows 1, 5 and 6,
and takes two minutes more. It needs its optional package @libsql/<platform>, also where npm was told
to leave optional packages out.
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, help: { type: 'boolean' } },
});
const unknown = positionals.filter((word) => !rows.some(({ number }) => `${number}` === word));
if (values.help || unknown.length > 0) {
  console.log(unknown.length > 0 ? `There is no row ${unknown.join(', ')}.\n${usage}` : usage);
  process.exitCode = unknown.length > 0 ? 2 : 0;
} else {
  const chosen = rows.filter(
    ({ number }) => positionals.length === 0 || positionals.includes(`${number}`),
  );
  process.exitCode = await measure(chosen, values.json);
}

async function measure(chosen: readonly Row[], jsonFile: string | undefined): Promise<number> {
  const bench = openWorkbench();
  try {
    const machine = describeMachine(bench.peer?.subject ?? 'not run here');
    console.log(formatMachine(machine));
    const results: (Outcome & { row: number })[] = [];
    const broken: number[] = [];
    for (const row of chosen) {
      try {
        for (const outcome of await row.run(bench)) {
          results.push({ row: row.number, ...outcome });
          console.log(formatOutcome(row.number, outcome));
        }
      } catch (error) {
        broken.push(row.number);
        console.log(
          `${row.number}. not measured: ${error instanceof Error ? error.message : error}`,
        );
      }
    }
    const targets = results.flatMap((result) => result.targets);
    const missed = targets.filter(({ isMet }) => !isMet).length;
    console.log(`${targets.length - missed} of ${targets.length} targets met`);
    const load = (loadavg()[0] ?? 0).toFixed(2);
    console.log(`load at the end ${load}; above ${machine.cores} others slowed the wall times`);
    if (broken.length > 0) console.log(`not measured: rows ${broken.join(', ')}`);
    if (jsonFile !== undefined) {
      writeFileSync(jsonFile, `${JSON.stringify({ machine, results }, null, 2)}\n`);
    }
    return missed === 0 && broken.length === 0 ? 0 : 1;
  } finally {
    bench.remove();
  }
}
