import type { Figure } from './alternate.ts';
import type { Machine } from './machine.ts';
import { formatMegabytes, formatMs, type Outcome } from './row.ts';

/** The machine and the versions, one fact per line. */
export function formatMachine(machine: Machine): string {
  return `Machine   ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}; load ${machine.load}
Versions  Node ${machine.node}, galley ${machine.galley}, peer: ${machine.peer}
Each process runs in turn with what it is compared with, A B A B, after one run that does not count.
Medians; CPU is user and system time; peak is resident memory; 1 MB is 10⁶ bytes.
`;
}

/** One job as a small table, its targets and notes below. */
export function formatOutcome(row: number, { job, figures, targets, notes }: Outcome): string {
  const table = [['', 'runs', 'wall', 'CPU', 'peak'], ...figures.map(cells)];
  const lines = table.map(([subject = '', ...rest]) => {
    return `    ${subject.padEnd(20)}${rest.map((cell) => cell.padStart(10)).join('')}`;
  });
  const verdicts = targets.map(
    ({ promise, measured, isMet }) => `    ${isMet ? 'met   ' : 'MISSED'}  ${promise}: ${measured}`,
  );
  const remarks = notes.map((note) => `    note    ${note}`);
  return `${[`${row}. ${job}`, ...lines, ...verdicts, ...remarks].join('\n')}\n`;
}

function cells({ subject, runs, wallMs, cpuS, peakBytes }: Figure): string[] {
  return [
    subject,
    String(runs),
    formatMs(wallMs),
    `${cpuS.toFixed(2)} s`,
    formatMegabytes(peakBytes),
  ];
}
