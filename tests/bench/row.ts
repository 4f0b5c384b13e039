import type { Figure } from './alternate.ts';
import type { Workbench } from './workbench.ts';

/** One row of the table of performance targets; `number` is the row's number there. */
export interface Row {
  readonly number: number;
  run(bench: Workbench): Promise<Outcome[]>;
}

/** What was measured for one job. */
export interface Outcome {
  /** In words, with its size. */
  readonly job: string;
  /** Galley first, then what it is compared with. */
  readonly figures: readonly Figure[];
  readonly targets: readonly Target[];
  /** Comparisons that were measured elsewhere, and conditions a reader must know. */
  readonly notes: readonly string[];
}

/** A promise about one number, and whether it was kept. */
export interface Target {
  /** For example `wall < 1.5 s`. */
  readonly promise: string;
  /** For example `1.12 s`. */
  readonly measured: string;
  readonly isMet: boolean;
}

/** A target in milliseconds of wall time. */
export function wallBelow(limitMs: number, { wallMs }: Figure): Target {
  return {
    promise: `wall < ${formatMs(limitMs)}`,
    measured: formatMs(wallMs),
    isMet: wallMs < limitMs,
  };
}

/** A target in seconds of CPU time. */
export function cpuBelow(limitS: number, { cpuS }: Figure): Target {
  return { promise: `CPU < ${limitS} s`, measured: `${cpuS.toFixed(2)} s`, isMet: cpuS < limitS };
}

/** A target in megabytes (10⁶ bytes) of resident memory. */
export function peakBelow(limitMb: number, { peakBytes }: Figure): Target {
  return {
    promise: `peak < ${limitMb} MB`,
    measured: formatMegabytes(peakBytes),
    isMet: peakBytes < limitMb * 1e6,
  };
}

/** Milliseconds for people: `87 ms` below a second, `1.25 s` from there. */
export function formatMs(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Number((ms / 1000).toFixed(2))} s`;
}

/** Bytes as whole megabytes of 10⁶ bytes. */
export function formatMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
