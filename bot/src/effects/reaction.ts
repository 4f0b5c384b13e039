import { reactToCommand } from '@galley/engine/publish';
import { type EffectPlug, targetOf } from './contract.ts';

/** A reaction; GitHub keeps one of each kind, so twice is once. */
export const reaction: EffectPlug<'reaction'> = {
  async carryOut(payload, context) {
    await reactToCommand(context.access.client, targetOf(context, ''), payload);
  },
};
