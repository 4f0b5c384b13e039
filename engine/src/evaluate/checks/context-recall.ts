import { judgeClaims } from './judging/judge-claims.ts';
import { judgePlug, textField } from './judging/judge-plug.ts';

/** The share of the expected answer's claims that the context supports, whatever the model answered. */
export const contextRecall = judgePlug(
  'context_recall',
  ({ argument, ...turn }) =>
    judgeClaims(
      { text: textField(argument, 'expected'), context: textField(argument, 'context') },
      turn,
    ),
  { defaultMin: 1, readsValue: false, subject: 'the context' },
);
