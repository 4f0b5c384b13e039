import { check } from './check.ts';
import { comment } from './comment.ts';
import type { EffectPlug } from './contract.ts';
import type { EffectKind } from './effect.ts';
import { notice } from './notice.ts';
import { reaction } from './reaction.ts';
import { reply } from './reply.ts';
import { rollback } from './rollback.ts';
import { suggestions } from './suggestions.ts';

/** Every kind of wish and how it is carried out. */
export const effectPlugs: { readonly [Kind in EffectKind]: EffectPlug<Kind> } = {
  check,
  comment,
  reaction,
  reply,
  suggestions,
  rollback,
  notice,
};
