import type { Proof } from '../../proof/proof.ts';
import type { CommentOptions } from './comment-options.ts';
import { detailSections } from './details.ts';
import { fitSections } from './fit-sections.ts';
import { headline } from './headline.ts';
import { mustFix } from './must-fix.ts';
import { shownOutputs } from './shown-outputs.ts';
import { summaryTable } from './summary-table.ts';

/**
 * The one comment of a pull request as GitHub Markdown: the table first and complete, then what
 * must be fixed, then folded details, within GitHub's size. Pure: equal arguments, equal bytes.
 * Empty when no proof has anything to say.
 * @param proofs one per project of the repository, in the order of their folders
 */
export function formatComment(proofs: readonly Proof[], options: CommentOptions = {}): string {
  const shown = proofs.filter((proof) => proof.verdict.outcome !== 'nothing').map(shownOutputs);
  if (shown.length === 0) return '';
  const heads = shown.map((proof) =>
    [headline(proof), summaryTable(proof, options), mustFix(proof)]
      .filter((part) => part !== '')
      .join('\n\n'),
  );
  const sections = shown.flatMap((proof) => detailSections(proof, shown.length > 1));
  return `${fitSections(heads.join('\n\n'), sections, options.limits)}\n`;
}
