import type { CommandPlug } from './contract.ts';

/** Stops what costs money for the newest commit; what was spent until then is settled. */
export const cancel: CommandPlug = ({ now, phase }) => {
  if (phase !== 'evaluating') {
    return { state: 'refused', reply: 'Nothing is running or waiting for this pull request.' };
  }
  return { state: 'done', changes: { cancelledHead: now.head } };
};
