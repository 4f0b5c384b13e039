import type { Clock } from '../ports/clock.ts';
import type { Secrets } from '../ports/secrets.ts';

/** What publishing needs of the world besides GitHub. */
export interface PublishPorts {
  /** Waits before it looks what an uncertain write left. */
  readonly clock: Clock;
  /** Every loaded secret, and every known kind of key, is masked in all that is posted. */
  readonly secrets: Pick<Secrets, 'values'>;
}
