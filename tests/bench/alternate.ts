import type { Sample } from './measure.ts';

/** One of the things that are compared. */
export interface Side {
  readonly subject: string;
  readonly run: () => Promise<Sample>;
  /** Measured runs, when fewer than the row's. */
  readonly runs?: number;
  /** False when a first run makes no difference but takes long. */
  readonly isWarmedUp?: boolean;
}

/** Medians of one side. */
export interface Figure {
  readonly subject: string;
  readonly runs: number;
  readonly wallMs: number;
  readonly cpuS: number;
  readonly peakBytes: number;
  readonly samples: readonly Omit<Sample, 'stdout' | 'stderr'>[];
}

/**
 * Runs the sides in turn, A B A B, so that a busy moment of the machine falls on all of them; one
 * run of each that is not counted comes first, and fills the caches that a second use finds full.
 */
export async function alternate(
  sides: readonly Side[],
  { runs }: { readonly runs: number },
): Promise<Figure[]> {
  const samples = sides.map((): Sample[] => []);
  for (let round = -1; round < runs; round += 1) {
    for (const [index, side] of sides.entries()) {
      if (round >= (side.runs ?? runs)) continue;
      if (round < 0 && side.isWarmedUp === false) continue;
      const sample = await side.run();
      if (round >= 0) samples[index]?.push(sample);
    }
  }
  return sides.map(({ subject }, index) => figureOf(subject, samples[index] ?? []));
}

function figureOf(subject: string, samples: readonly Sample[]): Figure {
  return {
    subject,
    runs: samples.length,
    wallMs: median(samples.map(({ wallMs }) => wallMs)),
    cpuS: median(samples.map(({ cpuS }) => cpuS)),
    peakBytes: median(samples.map(({ peakBytes }) => peakBytes)),
    samples: samples.map(({ stdout, stderr, ...sample }) => sample),
  };
}

/** Middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}
