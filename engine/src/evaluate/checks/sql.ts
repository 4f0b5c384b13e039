import type { CheckPlug } from './contract.ts';

/**
 * A query over all answers of a suite, target and model. It is judged when they are all there, by
 * `evaluate/answers-query`; on one answer alone, as in a group or a case's own checks, there is nothing
 * to judge.
 */
export const sql: CheckPlug = {
  key: 'sql',
  readsValue: false,
  asks: true,
  subject: 'the answers',
  prepare: () => () => ({
    kind: 'error',
    reason: '`sql` looks at all answers together; write it among the checks of the suite',
  }),
};
