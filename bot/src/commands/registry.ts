import type { VerbName } from '@galley/engine/publish';
import { accept } from './accept.ts';
import { approve } from './approve.ts';
import { budget } from './budget.ts';
import { cancel } from './cancel.ts';
import type { CommandPlug } from './contract.ts';
import { evaluate } from './evaluate.ts';
import { help } from './help.ts';
import { render } from './render.ts';
import { retry } from './retry.ts';
import { rollback } from './rollback.ts';
import { status } from './status.ts';
import { validate } from './validate.ts';

/** Every verb of the engine's grammar and how the bot carries it out. */
export const commandPlugs: Readonly<Record<VerbName, CommandPlug>> = {
  help,
  status,
  validate,
  render,
  evaluate,
  cancel,
  approve,
  accept,
  retry,
  budget,
  rollback,
};
