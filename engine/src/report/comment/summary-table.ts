import type { Proof } from '../../proof/proof.ts';
import { cellMarkup } from '../markdown/markup.ts';
import { type SummaryRow, summaryRows } from '../summary/summary-rows.ts';
import type { CommentOptions } from './comment-options.ts';

const icons: Record<SummaryRow['status'], string> = {
  passed: '✅',
  warned: '⚠️',
  failed: '❌',
  none: '➖',
  cost: '💰',
};

/** Where the details of a step are linked to. */
const linkOf = {
  Validate: 'annotations',
  Render: 'diff',
  Evaluate: 'cases',
  Cost: undefined,
} as const;

/** The table every comment starts with: one row per step, always complete. */
export function summaryTable(proof: Proof, { links = {}, ...options }: CommentOptions): string {
  const rows = summaryRows(proof, { ...options, markup: cellMarkup }).map(
    ({ name, status, text }) => {
      const label = linkOf[name];
      const link = label && links[label];
      return `| ${icons[status]} ${name} | ${text} | ${link === undefined ? '' : `[${label}](${link})`} |`;
    },
  );
  return ['| | result | |', '|---|---|---|', ...rows].join('\n');
}
