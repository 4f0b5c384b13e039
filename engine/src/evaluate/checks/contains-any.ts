import { textListCheck } from './text-list-check.ts';

/** One of several texts occurs in the value, letter case counted. */
export const containsAny = textListCheck({ key: 'contains_any', needs: 'any', ignoresCase: false });
