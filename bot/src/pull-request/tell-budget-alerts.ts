import { GalleyError } from '@galley/engine/errors';
import type { Project } from '@galley/engine/library';
import type { Secrets } from '@galley/engine/ports';
import type { BotParts } from '../bot-parts.ts';
import { isAllowedHost } from '../config/is-allowed-host.ts';
import { shareOf } from '../effects/publish-effects.ts';
import type { StoppedBy } from '../money/budget-alerts.ts';
import { type MessageTarget, postMessage } from '../money/post-message.ts';
import type { Caps } from '../money/spender.ts';
import { tellOfBudgets } from '../money/tell-of-budgets.ts';
import { wishFor } from '../store/effects.ts';
import type { Assessment } from './assess.ts';
import { capsOfProjects } from './caps-of.ts';
import { spenderOf } from './spender-of.ts';

/** Tells the owners of budgets that are nearly used, as galley.yaml of base wishes it. */
export async function tellBudgetAlerts(
  parts: BotParts,
  found: Assessment,
  stoppedBy: readonly StoppedBy[],
): Promise<void> {
  for (const { caps, policy } of capsOfProjects(found)) {
    if (policy.notify !== undefined)
      await tell(parts, found, { caps, notify: policy.notify, stoppedBy });
  }
}

async function tell(
  parts: BotParts,
  found: Assessment,
  {
    caps,
    notify,
    stoppedBy,
  }: {
    readonly caps: Caps;
    readonly notify: NonNullable<Project['notify']>;
    readonly stoppedBy: readonly StoppedBy[];
  },
): Promise<void> {
  const { database, clock, queue, log } = parts;
  const { known, tenant } = found;
  const { webhookSecret } = notify;
  const secrets = parts.secretsOf(known.account);
  const failures = await tellOfBudgets(database, spenderOf(found), {
    repository: `${known.owner}/${known.name}`,
    caps,
    stoppedBy,
    notify: {
      issue: notify.issue,
      ...(webhookSecret !== undefined && {
        webhook: (message) => {
          const target = messageTarget(secrets, webhookSecret);
          const { allowedHosts } = tenant;
          // The operator's own network is reached where the operator names the host.
          const allowsPrivate =
            allowedHosts !== undefined && isAllowedHost(target.url, allowedHosts);
          return postMessage(target, message, { clock, allowsPrivate });
        },
      }),
    },
    nowMs: clock.now(),
    wish: async (sql, effect) => {
      await wishFor(sql, known.repositoryId, [effect]);
      const share = { ...shareOf(known), within: sql };
      await queue.send('publish', { repositoryId: known.repositoryId }, share);
    },
  });
  for (const why of failures) log.warn('budget-message-lost', { repository: known.name, why });
}

/** The address is a secret of the account; `<name>_SIGNING_KEY` beside it signs what is sent there. */
function messageTarget(secrets: Secrets, name: string): MessageTarget {
  const address = secrets.find(name);
  if (address === undefined) {
    throw new GalleyError(
      'secret-missing',
      `the secret ${name} of \`notify.webhook\` is not there`,
      {
        hint: secrets.advice,
      },
    );
  }
  const key = secrets.find(`${name}_SIGNING_KEY`);
  return {
    url: address.value,
    hosts: address.hosts,
    ...(key !== undefined && { signedWith: key.value }),
  };
}
