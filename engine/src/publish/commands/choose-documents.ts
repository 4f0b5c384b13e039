import { nearestName } from '../../matching/nearest.ts';
import type { DocumentTarget } from './contract.ts';
import { matchGlob } from './match-glob.ts';

/** A document that a command may be about. */
export interface NamedDocument {
  readonly kind: 'prompt' | 'part' | 'dataset' | 'suite';
  readonly id: string;
}

/** What the targets of a command mean in one project. */
export interface ChosenDocuments {
  /** In the order of the targets; what is `changed` or `affected` knows the proof. */
  readonly scopes: readonly ('changed' | 'affected' | 'all')[];
  /** Each once, in the given order; `variant` only of prompts, and not looked up. */
  readonly documents: readonly (NamedDocument & { readonly variant?: string })[];
  /** Targets that nothing fits: hostile words, with what they may have been meant as. */
  readonly unknown: readonly { readonly pattern: string; readonly meant?: string }[];
}

/**
 * Finds the documents that the targets of a command name. Without targets the scope is `changed`. A target
 * with a variant names prompts only. Does not run anything while something is unknown: that is the caller's.
 * @param documents of one project, as its library holds them
 */
export function chooseDocuments(
  targets: readonly DocumentTarget[],
  documents: readonly NamedDocument[],
): ChosenDocuments {
  if (targets.length === 0) return { scopes: ['changed'], documents: [], unknown: [] };
  const chosen = new Map<string, NamedDocument & { readonly variant?: string }>();
  const unknown: { pattern: string; meant?: string }[] = [];
  for (const target of targets) {
    if (target.kind === 'scope') continue;
    const { pattern, variant } = target;
    const possible = documents.filter((document) => isOfKind(document, target));
    const found = possible.filter(({ id }) => matchGlob(pattern, id));
    for (const document of found) {
      const named = { ...document, ...(variant !== undefined && { variant }) };
      chosen.set(JSON.stringify(named), named);
    }
    if (found.length > 0) continue;
    const ids = possible.map(({ id }) => id);
    const meant = nearestName(pattern, ids);
    unknown.push({ pattern, ...(meant !== undefined && { meant }) });
  }
  const scopes = targets.flatMap((target) => (target.kind === 'scope' ? [target.scope] : []));
  return { scopes: [...new Set(scopes)], documents: [...chosen.values()], unknown };
}

function isOfKind(
  { kind }: NamedDocument,
  { of, variant }: Extract<DocumentTarget, { kind: 'document' }>,
): boolean {
  return (of === undefined || of === kind) && (variant === undefined || kind === 'prompt');
}
