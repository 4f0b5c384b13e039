import { isAnything, type Shape } from '../../evaluate/results-file/shape.ts';

/** UTF-16 units: more than any template may render to or any answer holds. */
const longestText = 4 * 1024 * 1024;
/** More than one project has of anything, few enough to be arguments of one call. */
const mostItems = 50_000;
const longestName = 2_000;

/** A text that a report can carry. */
export const isBoundedText: Shape = (value) =>
  typeof value === 'string' && value.length <= longestText;

/** A name on one line: an id, an alias, a target, a path. */
export const isName: Shape = (value) =>
  typeof value === 'string' && value.length <= longestName && !/[\n\r\u2028\u2029]/.test(value);

/** A word that reports print as it is. */
export const isPlainWord: Shape = (value) =>
  typeof value === 'string' && /^[a-z0-9][a-z0-9_-]{0,99}$/.test(value);

/** Any finite number. */
export const isFiniteNumber: Shape = (value) => Number.isFinite(value);

/** At most `most` items of this shape. */
export function boundedList(shape: Shape, most: number = mostItems): Shape {
  return (value) => Array.isArray(value) && value.length <= most && value.every(shape);
}

/** Exactly these, in order. */
export function tuple(...shapes: readonly Shape[]): Shape {
  return (value) =>
    Array.isArray(value) &&
    value.length === shapes.length &&
    shapes.every((shape, index) => shape(value[index]));
}

/** Left out, or any JSON: its depth and size are checked with the whole message. */
export const isJsonOrAbsent: Shape = isAnything;
