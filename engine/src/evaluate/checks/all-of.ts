import { groupCheck } from './group-check.ts';

/** Each of several checks passes. */
export const allOf = groupCheck('all_of', () => undefined);
