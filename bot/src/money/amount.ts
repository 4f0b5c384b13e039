import type { NanoUsd } from '@galley/engine/units';

/** Money and tokens. */
export interface Amount {
  readonly nanoUsd: NanoUsd;
  readonly tokens: number;
}
