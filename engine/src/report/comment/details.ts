import type { Proof } from '../../proof/proof.ts';
import { htmlText } from '../markdown/escape-markdown.ts';
import type { Section } from './fit-sections.ts';
import { answersSection } from './section-answers.ts';
import { changesSection } from './section-changes.ts';
import { costSection } from './section-cost.ts';
import { evaluationSection } from './section-evaluation.ts';
import { guardrailsSection } from './section-guardrails.ts';
import { policySection } from './section-policy.ts';
import { problemsSection } from './section-problems.ts';
import { renderSection } from './section-render.ts';

/**
 * The folded details of one proof, most valuable first.
 * @param isOneOfMany names the project in each summary
 */
export function detailSections(proof: Proof, isOneOfMany: boolean): Section[] {
  const sections = [
    problemsSection(proof),
    evaluationSection(proof),
    answersSection(proof),
    renderSection(proof),
    costSection(proof),
    guardrailsSection(proof),
    policySection(proof),
    changesSection(proof),
  ].filter((section) => section !== undefined);
  if (!isOneOfMany) return sections;
  const name = htmlText(proof.project === '' ? 'root' : proof.project);
  return sections.map((section) => ({ ...section, summary: `${name}: ${section.summary}` }));
}
