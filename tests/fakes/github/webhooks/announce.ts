import type { Contract } from '../contract/open-contract.ts';
import { covers } from '../state/covers.ts';
import type { Installation } from '../state/model.ts';
import type { World, WorldEvent } from '../state/open-world.ts';
import { nodeId } from '../views/node-id.ts';
import { toOrganization } from '../views/to-organization.ts';
import { toRepository } from '../views/to-repository.ts';
import { toUser } from '../views/to-user.ts';
import { buildPayload } from './build-payload.ts';
import type { Deliveries } from './open-deliveries.ts';

/** Events that every App hears of, whatever it subscribed to. */
const alwaysHeard = new Set(['installation', 'installation_repositories', 'ping']);

/** Of these an App with `checks: write` hears without subscribing. */
const heardWithChecks = new Set([
  'check_suite.requested',
  'check_suite.rerequested',
  'check_run.rerequested',
  'check_run.requested_action',
]);

/**
 * Hands an event to every App that may hear of it. What does not fit GitHub's description is reported
 * and sent all the same, so that a test fails at its end with the reason.
 */
export function announce(
  world: World,
  event: WorldEvent,
  tools: {
    readonly contract: Contract;
    readonly examples: Parameters<typeof buildPayload>[0];
    readonly deliveries: Deliveries;
    readonly report: (violation: string) => void;
  },
): void {
  const { name, repository } = event;
  for (const installation of hearers(world, event)) {
    const owner = repository?.owner ?? installation.account;
    const isPersonal = owner.type !== 'Organization';
    const payload = buildPayload(tools.examples, name, {
      ...(repository === undefined ? {} : { repository: toRepository(world, repository) }),
      organization: isPersonal ? undefined : toOrganization(world, owner),
      installation: { id: installation.id, node_id: nodeId('IN', installation.id) },
      ...event.overlay,
      sender: toUser(world, event.sender),
    });
    const faults = tools.contract.webhookFaults(name, payload);
    for (const fault of faults) tools.report(`webhook ${name} ${fault}`);
    const { app } = installation;
    tools.deliveries.send({ name, app, installation, repository, payload });
  }
}

function hearers(world: World, event: WorldEvent): Installation[] {
  if (event.installation !== undefined) return [event.installation];
  const [kind = ''] = event.name.split('.');
  return world.installations.filter((installation) => {
    const { app } = installation;
    if (event.onlyApp !== undefined && event.onlyApp !== app) return false;
    if (installation.suspendedAt !== null) return false;
    if (event.repository !== undefined && !covers(installation, event.repository)) return false;
    if (alwaysHeard.has(kind) || app.events.includes(kind)) return true;
    return heardWithChecks.has(event.name) && app.permissions.checks === 'write';
  });
}
