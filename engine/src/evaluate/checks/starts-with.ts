import { textCheck } from './text-check.ts';

/** The value's text begins with the wanted one. */
export const startsWith = textCheck({
  key: 'starts_with',
  verb: 'to start with',
  holds: (text, wanted) => text.startsWith(wanted),
});
