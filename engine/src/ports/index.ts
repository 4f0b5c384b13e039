export type { Clock } from './clock.ts';
export type { EventSink, GalleyEvent } from './events.ts';
export type { Git } from './git.ts';
export type { HostileText } from './hostile-text.ts';
export type { Random } from './random.ts';
export type { Secret, Secrets } from './secrets.ts';
export type { SourceTree } from './source-tree.ts';
export type { Reservation, Spend } from './spend.ts';
