import { refusalText } from '@galley/engine/publish';
import type { CommandPlug } from './contract.ts';

/**
 * Lets the newest commit, and no later one, run what costs money. Whoever may not spend does not approve
 * of their own commit.
 */
export const approve: CommandPlug = ({ now, given, mayRun }) => {
  const isOwn = given.sender.toLowerCase() === now.author.login.toLowerCase();
  const decision = mayRun('evaluate');
  if (isOwn && !decision.allow && decision.reason === 'role') {
    return { state: 'refused', reply: refusalText('approve', decision) };
  }
  return {
    state: 'done',
    changes: {
      approve: { head: now.head, baseRef: now.baseRef, by: given.sender },
      cancelledHead: null,
    },
  };
};
