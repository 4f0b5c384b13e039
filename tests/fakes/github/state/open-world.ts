import { randomBytes } from 'node:crypto';
import type { EventName } from '../openapi/wanted-events.ts';
import type { Account, App, Grant, Installation, Repository, Team } from './model.ts';

/** What tells the time. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** Something happened that Apps may hear of. */
export interface WorldEvent {
  readonly name: EventName;
  readonly repository?: Repository;
  readonly sender: Account;
  /** Laid over GitHub's own example; `undefined` takes a key out. */
  readonly overlay: Readonly<Record<string, unknown>>;
  /** Only this App's installations hear of it. */
  readonly onlyApp?: App;
  /** Only this installation hears of it, whether its App subscribed or not. */
  readonly installation?: Installation;
}

/** All state of the fake, and the few things that everything needs. */
export interface World {
  /** Where the server listens, `http://127.0.0.1:port`. */
  readonly origin: string;
  readonly folder: string;
  nowMs(): number;
  /** The time as GitHub writes it, in whole seconds. */
  now(): string;
  nextId(): number;
  randomText(): string;
  /** By login in lower case. */
  readonly accounts: Map<string, Account>;
  readonly teams: Team[];
  readonly repositories: Repository[];
  readonly apps: App[];
  readonly installations: Installation[];
  readonly tokens: Map<string, Grant>;
  emit(event: WorldEvent): void;
}

/** An empty GitHub. `emit` hears of every event, in order. */
export function openWorld(options: {
  readonly origin: string;
  readonly folder: string;
  readonly clock: Clock;
  readonly emit: (event: WorldEvent) => void;
}): World {
  let lastId = 1000;
  return {
    origin: options.origin,
    folder: options.folder,
    nowMs: () => options.clock.now(),
    now: () => `${new Date(options.clock.now()).toISOString().slice(0, 19)}Z`,
    nextId: () => ++lastId,
    randomText: () => randomBytes(18).toString('hex'),
    accounts: new Map(),
    teams: [],
    repositories: [],
    apps: [],
    installations: [],
    tokens: new Map(),
    emit: options.emit,
  };
}
