import type { NanoUsd } from '../../units/nano-usd.ts';
import type { CommentLimits } from './fit-sections.ts';

/** What a comment needs besides the proof; every part may be absent. */
export interface CommentOptions {
  /** Where the details live; a row without a link shows none. */
  readonly links?: {
    readonly annotations?: string;
    readonly diff?: string;
    readonly cases?: string;
  };
  /** What the pull request has cost so far, this run included; absent where unknown. */
  readonly spend?: { readonly pullRequestNanoUsd: NanoUsd; readonly capNanoUsd?: NanoUsd };
  /** How long it may be; default what a comment on GitHub can hold. */
  readonly limits?: CommentLimits;
}
