import { pageEnd, pageRow, pageStart } from '../html/page-frame.ts';
import type { ProofFormat } from './contract.ts';
import { proofPageHead } from './page-head.ts';
import { proofPageRows } from './page-rows.ts';

/** For people: base and head side by side on one page without any request. */
export const htmlFormat: ProofFormat = {
  name: 'html',
  mediaType: 'text/html',
  format(proofs) {
    const rows = proofs.flatMap(proofPageRows).map((row) => `\n${pageRow(row)}`);
    return `${pageStart('Galley proof')}${rows.join(',')}${pageEnd(proofPageHead(proofs))}`;
  },
};
