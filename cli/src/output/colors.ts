import picocolors from 'picocolors';
import type { Door, Output } from '../door.ts';

/** Functions that colour text, or leave it as it is. */
export type Colors = ReturnType<typeof picocolors.createColors>;

/** Colour only where a person looks at a terminal and nobody asked for none. */
export function colorsFor(
  stream: Output,
  environment: Door['environment'],
  isAllowed: boolean,
): Colors {
  const isAskedFor = isAllowed && !environment.NO_COLOR && environment.TERM !== 'dumb';
  return picocolors.createColors(isAskedFor && stream.isTerminal);
}
