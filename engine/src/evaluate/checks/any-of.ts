import { groupCheck } from './group-check.ts';

/** One of several checks passes. */
export const anyOf = groupCheck('any_of', () => 1);
