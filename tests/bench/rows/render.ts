import { alternate } from '../alternate.ts';
import { promptId, promptLibrary } from '../data/library.ts';
import { type Row, wallBelow } from '../row.ts';
import { writeFiles } from '../workbench.ts';

/** Row 3: one prompt of many, which loads only what that prompt needs. */
export const renderRow: Row = {
  number: 3,
  async run(bench) {
    const cwd = bench.newFolder('render');
    const documents = 1_000;
    writeFiles(cwd, promptLibrary({ documents }));
    const message = 'Refund please, the boots are too small.';
    const run = async () => {
      const words = [
        'render',
        promptId(437),
        '--input',
        `message=${message}`,
        '--format',
        'openai',
      ];
      const sample = await bench.galley(words, { cwd });
      if (sample.stdout.includes(message) && sample.stdout.includes('Write formally'))
        return sample;
      throw new Error(`the prompt was not rendered:\n${sample.stdout}`);
    };
    const figures = await alternate([{ subject: 'galley', run }], { runs: 9 });
    const targets = figures.map((figure) => wallBelow(200, figure));
    const job = `render one prompt among ${documents.toLocaleString('en')}`;
    return [{ job, figures, targets, notes: [] }];
  },
};
