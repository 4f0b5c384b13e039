import { textCheck } from './text-check.ts';

/** The value's text ends with the wanted one. */
export const endsWith = textCheck({
  key: 'ends_with',
  verb: 'to end with',
  holds: (text, wanted) => text.endsWith(wanted),
  shows: 'end',
});
