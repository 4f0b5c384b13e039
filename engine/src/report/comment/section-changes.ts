import type { Change } from '../../library/change-set.ts';
import type { Proof } from '../../proof/proof.ts';
import { codeSpan } from '../markdown/escape-markdown.ts';
import type { Section } from './fit-sections.ts';

/** Every document that differs, with what affects the ones that were not edited themselves. */
export function changesSection(proof: Proof): Section | undefined {
  if (proof.changes.length === 0) return undefined;
  return {
    summary: `Changed documents (${proof.changes.length})`,
    intro: '',
    items: proof.changes.map(changeLine),
    separator: '\n',
    noun: 'documents',
  };
}

function changeLine(change: Change): string {
  const name = `${change.kind} ${codeSpan(change.id === '' ? change.file : change.id)}`;
  if (!change.isSemantic) return `- ${name} ${change.what}, no semantic change`;
  if (change.what === 'renamed' && change.from !== undefined) {
    return `- ${name} renamed from ${codeSpan(change.from.id)}`;
  }
  if (change.what === 'affected' && change.path !== undefined) {
    const path = change.path.map((node) => codeSpan(node.replace(':', ' ')));
    return `- ${name} affected: ${path.join(' → ')}`;
  }
  return `- ${name} ${change.what}`;
}
