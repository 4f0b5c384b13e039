import { down as withoutTables, up as withTables } from './001-tables.ts';

/** One change of the tables. What an older program reads stays as it is: migrations only add. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** Statements that make the change. */
  readonly up: string;
  /** Statements that take it back; what only the newer version knows is lost. */
  readonly down: string;
}

/** Every migration, oldest first; version 1 upwards without a gap. */
export const migrations: readonly Migration[] = [
  { version: 1, name: 'tables', up: withTables, down: withoutTables },
];
