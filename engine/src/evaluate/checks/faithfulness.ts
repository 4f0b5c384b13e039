import { judgeClaims } from './judging/judge-claims.ts';
import { judgePlug, textField } from './judging/judge-plug.ts';

/** The share of the answer's claims that its context supports; by default all of them must be. */
export const faithfulness = judgePlug(
  'faithfulness',
  (turn) => judgeClaims({ text: turn.answer, context: textField(turn.argument, 'context') }, turn),
  { defaultMin: 1 },
);
