import { formatCount } from './format-number.ts';

/** `1 error`, `14 files`: the count with its noun, regular plurals only. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
