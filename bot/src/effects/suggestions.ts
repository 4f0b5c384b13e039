import { publishSuggestions } from '@galley/engine/publish';
import { type EffectPlug, targetOf } from './contract.ts';

/** Suggested changes, each posted once, whichever commit it was found on. */
export const suggestions: EffectPlug<'suggestions'> = {
  async carryOut({ head, suggestions: found }, context) {
    const { access, clock, secrets } = context;
    await publishSuggestions(access.client, targetOf(context, head), found, { clock, secrets });
  },
};
