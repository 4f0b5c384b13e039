import { textListCheck } from './text-list-check.ts';

/** Each of several texts occurs in the value, letter case ignored. */
export const icontainsAll = textListCheck({
  key: 'icontains_all',
  needs: 'all',
  ignoresCase: true,
});
