import type { DefaultsSource } from '../../ports/defaults-source.ts';
import type { SourceTree } from '../../ports/source-tree.ts';
import type { PlainRefusal, SentContent } from '../messages.ts';
import type { SourceQuestion } from '../remote-sources.ts';
import type { HostileChange } from './hostile-proof.ts';

/** Which of the two trees. */
export type TreeSide = 'base' | 'head';

type TreeName = Pick<SourceTree, 'label' | 'commit'>;

/** A change as it travels: files are asked for later. */
export interface PlainChange extends Omit<HostileChange, TreeSide | 'defaults'> {
  readonly base: TreeName;
  readonly head: TreeName;
  /** Absent: none can be had. */
  readonly defaults?: Pick<DefaultsSource, 'unsaid'>;
}

/** What the parent says while a change is proved; everything but the start answers a question. */
export type ProofParentMessage =
  | { readonly kind: 'prove'; readonly id: number; readonly change: PlainChange }
  | { readonly kind: 'files'; readonly question: number; readonly files: unknown }
  | {
      readonly kind: 'contents';
      readonly question: number;
      readonly contents: readonly SentContent[];
    }
  | { readonly kind: 'value'; readonly question: number; readonly value?: unknown }
  | { readonly kind: 'refusal'; readonly question: number; readonly refusal: PlainRefusal };

/**
 * What the child asks while it proves a change: many questions at once, numbered from 1 in the order of
 * asking. Beside them it tells of progress, `{kind: 'event', event}`, and at last says how it ended, as
 * after any request.
 */
export type ProofQuestion =
  | (SourceQuestion & { readonly side: TreeSide })
  | { readonly kind: 'opened'; readonly report: unknown }
  | { readonly kind: 'ask' | 'estimate'; readonly side: string; readonly call: unknown };
