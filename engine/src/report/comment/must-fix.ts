import type { Proof } from '../../proof/proof.ts';
import { codeSpan, fencedBlock } from '../markdown/escape-markdown.ts';
import { markdownMarkup } from '../markdown/markup.ts';
import { betterText } from '../summary/better-text.ts';
import { type MustFixItem, mustFixItems } from '../summary/must-fix-items.ts';
import { proofNotes } from '../summary/proof-notes.ts';

const mostListed = 20;

/**
 * What blocks the change, each with its place and, for a regression, one example as a diff; then what
 * got better, and what a reviewer must know about the numbers.
 */
export function mustFix(proof: Proof): string {
  const items = mustFixItems(proof, markdownMarkup);
  const notes = proofNotes(proof, ', worst first below').join(' ');
  const better = betterText(proof, markdownMarkup);
  const after = [better === '' ? '' : `**Better:** ${better}`, notes];
  if (items.length === 0) return paragraphs(after);
  const listed = items.slice(0, mostListed).map(listItem);
  const more = items.length - listed.length;
  const rest = more > 0 ? [`- … and ${more} more`] : [];
  return paragraphs([`**Must fix**\n${[...listed, ...rest].join('\n')}`, ...after]);
}

function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

function listItem({ text, example }: MustFixItem): string {
  if (example === undefined) return `- ${text}`;
  const block = fencedBlock(example.diff, 'diff').replace(/^/gm, '  ');
  return `- ${text}. For example ${codeSpan(example.caseId)}:\n${block}`;
}
