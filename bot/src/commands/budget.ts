import type { CommandPlug } from './contract.ts';

/** Shows every cap and what is left of it. */
export const budget: CommandPlug = async ({ budgets }) => ({
  state: 'done',
  reply: await budgets(),
});
