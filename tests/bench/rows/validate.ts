import { alternate } from '../alternate.ts';
import { promptLibrary } from '../data/library.ts';
import { type Outcome, peakBelow, type Row, wallBelow } from '../row.ts';
import { type Workbench, writeFiles } from '../workbench.ts';

/** Row 2: validation of a whole repository. */
export const validateRow: Row = {
  number: 2,
  async run(bench) {
    return [
      await validateMany(bench, { documents: 1_000, limitMs: 1_500, runs: 5 }),
      await validateMany(bench, { documents: 10_000, limitMs: 12_000, runs: 3 }),
    ];
  },
};

async function validateMany(
  bench: Workbench,
  { documents, limitMs, runs }: { documents: number; limitMs: number; runs: number },
): Promise<Outcome> {
  const cwd = bench.newFolder('validate');
  writeFiles(cwd, promptLibrary({ documents }));
  const run = async () => {
    const sample = await bench.galley(['validate', '--strict'], { cwd });
    const expected = `${documents.toLocaleString('en-US')} files: 0 errors, 0 warnings`;
    if (sample.stderr.includes(expected)) return sample;
    throw new Error(`validate did not say "${expected}":\n${sample.stderr}`);
  };
  const figures = await alternate([{ subject: 'galley', run }], { runs });
  const targets = figures.flatMap((figure) => [wallBelow(limitMs, figure), peakBelow(300, figure)]);
  const job = `validate ${documents.toLocaleString('en')} documents`;
  return { job, figures, targets, notes: [] };
}
