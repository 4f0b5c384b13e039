import { isPlainObject, ownValue } from '../../units/own-value.ts';
import { groupCheck } from './group-check.ts';

/** `count` of several checks pass. */
export const atLeast = groupCheck('at_least', (argument) =>
  Number((isPlainObject(argument) ? ownValue(argument, 'count') : undefined) ?? 1),
);
