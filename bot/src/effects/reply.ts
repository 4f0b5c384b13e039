import { replyToCommand } from '@galley/engine/publish';
import { type EffectPlug, targetOf } from './contract.ts';

/** An answer, known by the comment that it answers. */
export const reply: EffectPlug<'reply'> = {
  async carryOut(payload, context) {
    const { access, clock, secrets } = context;
    await replyToCommand(access.client, targetOf(context, ''), payload, { clock, secrets });
  },
};
