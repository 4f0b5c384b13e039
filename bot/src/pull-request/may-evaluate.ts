import { decidePermission } from '@galley/engine/publish';
import type { BotParts } from '../bot-parts.ts';
import type { RepositoryAccess } from '../github/repository-access.ts';
import { actorOf } from './actor-of.ts';
import type { PullRequestNow } from './pull-request-now.ts';
import type { RepositorySettings } from './repository-settings.ts';

/** Whether the author of a pull request may spend money without anybody else saying so. */
export async function mayEvaluate(
  parts: Pick<BotParts, 'github'>,
  {
    access,
    now,
    settings,
  }: {
    readonly access: RepositoryAccess;
    readonly now: PullRequestNow;
    readonly settings: Pick<RepositorySettings, 'permissions'>;
  },
): Promise<boolean> {
  const { permissions } = settings;
  const actor = await actorOf(parts, now.author.login, { access, now, permissions });
  const { isOpen, head } = now;
  const own = { isOpen, isFromFork: false, head, isHeadMoved: false, isHeadApproved: false };
  return permissions.every(
    (policy) => decidePermission({ verb: 'evaluate' }, actor, own, policy).allow,
  );
}
