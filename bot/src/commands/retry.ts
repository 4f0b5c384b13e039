import type { CommandPlug } from './contract.ts';

/** Proofs the newest commit again, under new check runs; what was answered is not paid for again. */
export const retry: CommandPlug = ({ command }) => ({
  state: 'done',
  changes: {
    isRetry: true,
    cancelledHead: null,
    ...(command.flags.isNewComment && { isNewComment: true }),
  },
});
