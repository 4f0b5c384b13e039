import type { Proof, RenderChange } from '../../proof/proof.ts';
import { formatCount } from '../../units/format-number.ts';
import { plural } from '../../units/plural.ts';
import { codeSpan, fencedBlock, messageText } from '../markdown/escape-markdown.ts';
import type { Section } from './fit-sections.ts';

/** What the prompts render to on both sides, as up to three real diffs each, equal ones once. */
export function renderSection(proof: Proof): Section | undefined {
  if (proof.renders.length === 0) return undefined;
  return {
    summary: `Render diff (${proof.renders.length})`,
    intro: '',
    items: proof.renders.map(renderBlock),
    separator: '\n\n',
    noun: 'prompts',
  };
}

function renderBlock(render: RenderChange): string {
  const lines = [renderTitle(render)];
  if (render.note !== undefined) lines.push(messageText(render.note));
  for (const entry of render.cases) {
    const { sameDiffCases } = entry;
    const same =
      sameDiffCases > 1
        ? ` (same in ${sameDiffCases} of ${plural(render.casesRendered, 'case')})`
        : '';
    lines.push(`Case ${codeSpan(entry.caseId)}${same}:\n${fencedBlock(entry.diff, 'diff')}`);
  }
  const shown = render.cases.reduce((sum, { sameDiffCases }) => sum + sameDiffCases, 0);
  const more = render.casesChanged - shown;
  if (more > 0) lines.push(`_${plural(more, 'more case')} of ${render.casesRendered} differ._`);
  if (render.casesRendered > 0 && render.casesChanged === 0 && render.why !== 'removed') {
    lines.push(`_No case of ${render.casesRendered} renders differently._`);
  }
  return lines.join('\n\n');
}

function renderTitle({ target, why, through, baseTokens, headTokens }: RenderChange): string {
  const via = through.slice(0, -1).map((node) => codeSpan(node.replace(':', ' ')));
  const reason = why === 'affected' && via.length > 0 ? `changed through ${via.join(' → ')}` : why;
  return `${codeSpan(target)}: ${reason}${tokenText(baseTokens, headTokens)}`;
}

function tokenText(base: number | undefined, head: number | undefined): string {
  if (head === undefined) return '';
  if (base === undefined) return ` · about ${formatCount(head)} tokens`;
  return ` · about ${formatCount(base)} → ${formatCount(head)} tokens`;
}
