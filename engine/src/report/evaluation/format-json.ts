import { withoutMeasured } from '../../evaluate/measured-fields.ts';
import { toJson } from '../../units/to-json.ts';
import type { EvaluationFormat } from './contract.ts';

/** One document for programs, as `cli/schema/eval.schema.json` says; written result by result. */
export const jsonFormat: EvaluationFormat = {
  name: 'json',
  mediaType: 'application/json',
  open(write, header, { withTimes }) {
    const shown = <Value extends object>(value: Value) =>
      withTimes ? value : withoutMeasured(value);
    let written = 0;
    write('{"results":[');
    return {
      add(result) {
        write(`${written > 0 ? ',' : ''}\n${toJson(shown(result))}`);
        written += 1;
      },
      end({ outcomes, summary, stoppedBy }) {
        write(
          `\n],\n"suites":${toJson(outcomes.map(shown))},\n"summary":${toJson(shown(summary))},\n`,
        );
        if (header.selection) write(`"selection":${toJson(header.selection)},\n`);
        if (header.shard) write(`"shard":${toJson(header.shard)},\n`);
        write(`"runs":${header.runs},\n"planHash":${toJson(header.planHash)},\n`);
        write(`"stoppedBy":${toJson(stoppedBy)}}\n`);
      },
    };
  },
};
