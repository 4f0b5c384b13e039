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
  const path = change.path?.map((node) => codeSpan(node.replace(':', ' '))).join(' → ');
  if (change.what === 'affected') return `- ${name} affected: ${path ?? ''}`;
  const affected = path === undefined ? '' : `, affected: ${path}`;
  if (change.what === 'renamed' && change.from !== undefined) {
    const edited = change.isSemantic ? ' and edited' : '';
    return `- ${name} renamed from ${codeSpan(change.from.id)}${edited}${affected}`;
  }
  return `- ${name} ${change.what}${change.isSemantic ? '' : ', no semantic change'}${affected}`;
}
