import type { CheckAction, CheckAnnotation, CheckConclusion } from '../github-client.ts';
import type { CheckKey } from './check-names.ts';

/** What one check run is to show, whichever commit and attempt it is for. */
export interface CheckReport {
  readonly check: CheckKey;
  readonly status: 'queued' | 'in_progress' | 'completed';
  /** Exactly when completed. */
  readonly conclusion?: CheckConclusion;
  /** One plain line. */
  readonly title: string;
  /** Markdown, at most 65,535 characters and bytes, as is `text`. */
  readonly summary: string;
  readonly text?: string;
  /** In the order in which they are sent; never empty places. */
  readonly annotations: readonly CheckAnnotation[];
  /** Buttons, at most three. */
  readonly actions: readonly CheckAction[];
}
