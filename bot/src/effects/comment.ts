import { upsertComment } from '@galley/engine/publish';
import { type EffectPlug, targetOf } from './contract.ts';

/** The one comment; nothing on a closed pull request or for a commit that is not the newest. */
export const comment: EffectPlug<'comment'> = {
  isPaced: true,
  async carryOut({ head, text, mode, month }, context) {
    const { access, clock, secrets } = context;
    const target = targetOf(context, head);
    const options = { clock, secrets, mode, month };
    const { what } = await upsertComment(access.client, target, text, options);
    return what === 'closed' || what === 'stale' ? 'overtaken' : undefined;
  },
};
