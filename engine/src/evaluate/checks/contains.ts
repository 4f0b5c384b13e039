import { textCheck } from './text-check.ts';

/** The text occurs in the value, letter case counted. */
export const contains = textCheck({
  key: 'contains',
  verb: 'to contain',
  holds: (text, wanted) => text.includes(wanted),
});
