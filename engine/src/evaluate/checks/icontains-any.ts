import { textListCheck } from './text-list-check.ts';

/** One of several texts occurs in the value, letter case ignored. */
export const icontainsAny = textListCheck({
  key: 'icontains_any',
  needs: 'any',
  ignoresCase: true,
});
