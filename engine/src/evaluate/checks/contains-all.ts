import { textListCheck } from './text-list-check.ts';

/** Each of several texts occurs in the value, letter case counted. */
export const containsAll = textListCheck({ key: 'contains_all', needs: 'all', ignoresCase: false });
