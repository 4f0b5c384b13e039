import { withoutMeasured } from '../../evaluate/measured-fields.ts';
import { writtenResult } from '../../evaluate/written-result.ts';
import { createTextDigest } from '../../units/text-digest.ts';
import type { EvaluationFormat } from './contract.ts';

/**
 * The portable form: the header, one result per line, and a last line that says how many there are,
 * what stopped the run, and the sha256 of all lines before it. `galley merge` reads it.
 */
export const jsonlFormat: EvaluationFormat = {
  name: 'jsonl',
  mediaType: 'application/jsonl',
  open(write, header, { withTimes }) {
    const digest = createTextDigest();
    let results = 0;
    const writeLine = (value: unknown) => {
      const line = `${JSON.stringify(value)}\n`;
      digest.add(line);
      write(line);
    };
    writeLine(withTimes ? header : { ...header, timesLeftOut: true });
    return {
      add(result) {
        results += 1;
        writeLine(writtenResult(withTimes ? result : withoutMeasured(result)));
      },
      end({ stoppedBy }) {
        const sha256 = digest.digest();
        writeLine({ end: { results, stoppedBy: stoppedBy ?? null, sha256 } });
      },
    };
  },
};
