import type { CheckAction } from '../github-client.ts';

/** A button of a check run, and the command that pressing it stands for. */
export interface CommandAction extends CheckAction {
  /** As somebody would write it; whoever presses is asked for the same permission. */
  readonly command: string;
}

/**
 * The buttons. Labels take 20 characters, descriptions 40, identifiers 20; identifiers are fixed for
 * ever, since buttons of old check runs stay.
 */
export const checkActions = {
  approve: {
    identifier: 'approve',
    label: 'Approve this commit',
    description: 'Let this commit run what costs money',
    command: '/galley approve',
  },
  evaluateAll: {
    identifier: 'evaluate_all',
    label: 'Evaluate everything',
    description: 'Run every suite, also the unaffected',
    command: '/galley evaluate all',
  },
  retry: {
    identifier: 'retry',
    label: 'Run again',
    description: 'Run again what failed or was stopped',
    command: '/galley retry',
  },
} as const satisfies Record<string, CommandAction>;

/** The command behind a pressed button; `undefined` for one that we never made. */
export function commandOfAction(identifier: string): string | undefined {
  return Object.values(checkActions).find((action) => action.identifier === identifier)?.command;
}
