import type { CommandPlug } from './contract.ts';

/** Lets the newest commit, and no later one, run what costs money. */
export const approve: CommandPlug = ({ now, given }) => ({
  state: 'done',
  changes: { approve: { head: now.head, by: given.sender }, cancelledHead: null },
});
