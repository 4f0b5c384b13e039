import { pageEnd, pageRow, pageStart } from '../html/page-frame.ts';
import { createCaseGrouper } from './case-runs.ts';
import type { EvaluationFormat } from './contract.ts';
import { evaluationPageHead } from './page-head.ts';
import { evaluationPageRow } from './page-row.ts';

/** For people: one page without any request, to open in a browser or to attach to a run. */
export const htmlFormat: EvaluationFormat = {
  name: 'html',
  mediaType: 'text/html',
  open(write, header, { withTimes }) {
    let separator = '\n';
    const grouper = createCaseGrouper(header, (run) => {
      write(`${separator}${pageRow(evaluationPageRow(run, { withTimes }))}`);
      separator = ',\n';
    });
    write(pageStart('Galley evaluation'));
    return {
      add: grouper.add,
      end(end) {
        grouper.end();
        write(pageEnd(evaluationPageHead(end, header, { withTimes })));
      },
    };
  },
};
