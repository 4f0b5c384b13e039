import type { Clock, Secrets } from '@galley/engine/ports';
import type { PublishTarget, SelfOnGitHub } from '@galley/engine/publish';
import type { AccessFor, RepositoryAccess } from '../github/repository-access.ts';
import type { EffectKind, EffectPayloads } from './effect.ts';

/** What carrying out a wish may use. */
export interface EffectContext {
  readonly access: RepositoryAccess;
  readonly self: SelfOnGitHub;
  readonly instance: string;
  readonly clock: Clock;
  /** Masked in everything that is posted. */
  readonly secrets: Pick<Secrets, 'values'>;
  /** The key of the wish. */
  readonly key: string;
  /** Of the pull request; 0 where the wish is about none. */
  readonly number: number;
}

/** How wishes of one kind are carried out. */
export interface EffectPlug<Kind extends EffectKind> {
  /**
   * Brings GitHub to show the payload; may be called again after any failure, and then finds what it
   * left.
   * @returns `overtaken` when time has overtaken the wish (a closed pull request, another head) and it
   * changed nothing
   * @throws what the client rejects with
   */
  carryOut(payload: EffectPayloads[Kind], context: EffectContext): Promise<'overtaken' | undefined>;
  /** What the token must be good for; default `publishing`. */
  readonly purpose?: AccessFor;
  /** True: between two changes of the same key there is the operator's pause. */
  readonly isPaced?: true;
}

/** Where publishing writes to. */
export function targetOf(context: EffectContext, head: string): PublishTarget {
  const { access, self, instance, number } = context;
  return { owner: access.owner, repo: access.name, pullRequest: number, head, self, instance };
}
