import type { JsonValue } from '../../library/nodes.ts';
import type { PolicyChange, Proof } from '../../proof/proof.ts';
import { codeCell } from '../markdown/escape-markdown.ts';
import { shortenText } from '../text/shorten-text.ts';
import type { Section } from './fit-sections.ts';

const appliesText: Record<PolicyChange['applies'], string> = {
  now: 'now, being stricter',
  'now-as-content': 'now, as content',
  'after-merge': '**after merge**',
};
const valueCharacters = 120;

/** What this change does to galley.yaml, and from when it holds. */
export function policySection(proof: Proof): Section | undefined {
  if (proof.policyChanges.length === 0) return undefined;
  const waiting = proof.policyChanges.filter(({ applies }) => applies === 'after-merge').length;
  return {
    summary: `Policy changes (${proof.policyChanges.length}${waiting > 0 ? `, ${waiting} after merge` : ''})`,
    intro: '| key | base | head | applies |\n|---|---|---|---|',
    items: proof.policyChanges.map(
      ({ key, base, head, applies }) =>
        `| ${codeCell(key)} | ${valueText(base)} | ${valueText(head)} | ${appliesText[applies]} |`,
    ),
    separator: '\n',
    noun: 'keys',
  };
}

function valueText(value: JsonValue | undefined): string {
  return value === undefined ? '–' : codeCell(shortenText(JSON.stringify(value), valueCharacters));
}
