import { isPlainObject } from '../../units/own-value.ts';

/** Tells whether a value that was read has the shape that is expected. */
export type Shape = (value: unknown) => boolean;

export const isText: Shape = (value) => typeof value === 'string';
export const isFlag: Shape = (value) => typeof value === 'boolean';
export const isAnything: Shape = () => true;
/** A whole number from 0; money is one, in nano-dollars. */
export const isCount: Shape = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
export const isRatio: Shape = (value) => isAmount(value) && (value as number) <= 1;
/** A finite number from 0. */
export const isAmount: Shape = (value) => Number.isFinite(value) && (value as number) >= 0;

/** `null`, which is how unknown is written, or a value of this shape. */
export function orNull(shape: Shape): Shape {
  return (value) => value === null || shape(value);
}

/** Left out, or a value of this shape. */
export function orAbsent(shape: Shape): Shape {
  return (value) => value === undefined || shape(value);
}

export function oneOf(...values: readonly string[]): Shape {
  return (value) => typeof value === 'string' && values.includes(value);
}

export function listOf(shape: Shape): Shape {
  return (value) => Array.isArray(value) && value.every(shape);
}

/** A map whose named keys have these shapes; other keys are free. */
export function mapOf(shapes: Readonly<Record<string, Shape>>): Shape {
  return (value) => isPlainObject(value) && wrongKey(value, shapes) === undefined;
}

/** The first key whose value has not its shape. */
export function wrongKey(
  value: Readonly<Record<string, unknown>>,
  shapes: Readonly<Record<string, Shape>>,
): string | undefined {
  return Object.keys(shapes).find((key) => !shapes[key]?.(value[key]));
}
