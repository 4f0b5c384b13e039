import { textCheck } from './text-check.ts';

/** The text occurs in the value, letter case ignored (Unicode's default lower case, no locale). */
export const icontains = textCheck({
  key: 'icontains',
  verb: 'to contain (in any letter case)',
  holds: (text, wanted) => text.toLowerCase().includes(wanted.toLowerCase()),
});
