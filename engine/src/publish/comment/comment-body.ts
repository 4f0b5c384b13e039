import { commentLimits } from '../../report/comment/fit-sections.ts';
import { formatPercent } from '../../units/format-number.ts';
import { formatUsd } from '../../units/format-usd.ts';
import type { NanoUsd } from '../../units/nano-usd.ts';
import { cutMarkdown } from '../cut-markdown.ts';
import { formatMarker, type MarkerFields, withoutMarker } from './marker.ts';

/** What the repository's owner has spent this month, this run included. */
export interface MonthSpend {
  readonly spentNanoUsd: NanoUsd;
  /** Absent: no cap. */
  readonly capNanoUsd?: NanoUsd | undefined;
}

/**
 * A comment as it is posted: the marker, the text as `formatComment` wrote it, the month's line. At most
 * 60,000 characters and 200,000 bytes; only a text that is no comment of ours, and
 * leaves no room for the two, is cut, between lines.
 */
export function commentBody(text: string, marker: MarkerFields, month?: MonthSpend): string {
  const shown = cutMarkdown(text.trimEnd(), commentLimits);
  const line = month === undefined ? '' : `\n\n${monthLine(month)}`;
  return `${formatMarker(marker)}\n${shown}${line}\n`;
}

/**
 * What of a comment tells whether it must be edited: neither its marker nor the month's line, since
 * every other pull request moves that.
 */
export function comparableText(body: string | undefined): string {
  return withoutMarker(body).replace(/\n\n<sub>This month: [^\n]*<\/sub>$/, '');
}

function monthLine({ spentNanoUsd, capNanoUsd }: MonthSpend): string {
  const spent = formatUsd(spentNanoUsd);
  if (capNanoUsd === undefined) return `<sub>This month: ${spent}</sub>`;
  const share = capNanoUsd === 0 ? '' : ` (${formatPercent(spentNanoUsd / capNanoUsd)})`;
  return `<sub>This month: ${spent} of ${formatUsd(capNanoUsd)}${share}</sub>`;
}
