import type { Clock } from '../../ports/clock.ts';
import type { Secrets } from '../../ports/secrets.ts';

/** What a provider may need besides its declaration. */
export interface ProviderContext {
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Text of scripted files, by path relative to the project. */
  readonly scriptedFiles: ReadonlyMap<string, string>;
  /** False where `allow_private` has no effect: bot and Action. */
  readonly allowPrivateHosts: boolean;
}
