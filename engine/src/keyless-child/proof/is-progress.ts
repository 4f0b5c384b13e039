import { isCount, mapOf, oneOf, type Shape } from '../../evaluate/results-file/shape.ts';
import type { GalleyEvent } from '../../ports/events.ts';
import { isPlainObject } from '../../units/own-value.ts';
import { isBoundedText, isName } from './bounded-shape.ts';

const isSide = oneOf('base', 'head');
const draw = { side: isSide, suite: isName, caseId: isBoundedText, repeat: isCount };

/** What a reader of changes can say of its progress; what desks say, they say to the door itself. */
const shapes: ReadonlyMap<unknown, Shape> = new Map([
  ['library-opened', mapOf({ label: isBoundedText, documents: isCount })],
  ['evaluation-planned', mapOf({ side: isSide, suites: isCount, runs: isCount })],
  ['case-started', mapOf(draw)],
  [
    'case-finished',
    mapOf({ ...draw, outcome: oneOf('passed', 'failed', 'error', 'not-executed') }),
  ],
]);

/** True for an event about progress. */
export function isProgress(value: unknown): value is GalleyEvent {
  return isPlainObject(value) && shapes.get(value.type)?.(value) === true;
}
