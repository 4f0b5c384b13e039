import { publishCheck } from '@galley/engine/publish';
import { type EffectPlug, targetOf } from './contract.ts';

/** A check run, found by its external id before it is made. */
export const check: EffectPlug<'check'> = {
  async carryOut({ head, attempt, report }, context) {
    const { access, clock, secrets } = context;
    await publishCheck(access.client, targetOf(context, head), report, { attempt, clock, secrets });
  },
};
