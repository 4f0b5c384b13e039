import type { Proof } from '../../proof/proof.ts';
import { markdownMarkup } from '../markdown/markup.ts';
import { headlineText } from '../summary/headline-text.ts';

const icons = { passed: '✅', warned: '⚠️', failed: '❌', nothing: '✅' } as const;

/** `### ❌ Galley: 1 problem, 1 regression · …` with the commits that were compared. */
export function headline(proof: Proof): string {
  return `### ${icons[proof.verdict.outcome]} ${headlineText(proof, markdownMarkup)}`;
}
