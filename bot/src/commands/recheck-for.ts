import type { CommandChanges, CommandContext } from './contract.ts';

/**
 * New check runs for the same commit. They take up again what costs money, also what somebody stopped, so
 * `undefined` for whoever may not say `/galley retry`.
 */
export function recheckFor({
  command,
  mayRun,
}: Pick<CommandContext, 'command' | 'mayRun'>): CommandChanges | undefined {
  if (!mayRun('retry').allow) return undefined;
  return { isRetry: true, ...(command.flags.isNewComment && { isNewComment: true }) };
}
