import type { Intent } from './intents.ts';
import type { Fields } from './read-fields.ts';

/** A delivery besides its payload. */
export interface DeliveryFacts {
  /** `X-GitHub-Delivery` */
  readonly deliveryId: string;
  readonly receivedAt: Date;
  /** Of our App: checks of others are not ours to run again. */
  readonly appId: number;
}

/**
 * Reads one kind of event; no intents when there is nothing to do.
 * @throws PayloadFault when something that is needed is missing or of another shape
 */
export type EventReader = (payload: Fields, delivery: DeliveryFacts) => readonly Intent[];
