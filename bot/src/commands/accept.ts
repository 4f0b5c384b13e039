import { acceptanceRefusalText, acceptVerdict } from '@galley/engine/publish';
import type { CommandPlug } from './contract.ts';

/** Takes one verdict on the newest commit as it is, in somebody's name. */
export const accept: CommandPlug = ({ command, proofs, given }) => {
  const { verdict } = command;
  if (verdict === undefined) throw new TypeError('accept has a verdict');
  const { acceptance, refused } = acceptVerdict(proofs, verdict, given.sender);
  if (refused !== undefined) {
    return { state: 'refused', reply: acceptanceRefusalText(verdict.of, refused) };
  }
  return { state: 'done', changes: { accept: acceptance } };
};
