import { includes } from '../access/allow.ts';
import { ApiRefusal } from '../state/api-refusal.ts';
import { covers, repositoriesOf } from '../state/covers.ts';
import type { App, Installation, Permissions } from '../state/model.ts';
import { toApp, toInstallation } from '../views/to-app.ts';
import { toRepository } from '../views/to-repository.ts';
import { type Call, findAccount, notFound, type OperationPlugs } from './operation.ts';

interface TokenRequest {
  readonly repositories?: readonly string[];
  readonly repository_ids?: readonly number[];
  readonly permissions?: Permissions;
}

const tokenLifeMs = 3_600_000;

/** Apps, their installations and tokens. */
export const appOperations: OperationPlugs = {
  'apps/get-authenticated': {
    caller: 'app',
    run: (call) => ({
      status: 200,
      body: {
        ...toApp(call.world, appOf(call)),
        installations_count: installationsOf(call).length,
      },
    }),
  },
  'apps/get-webhook-config-for-app': {
    caller: 'app',
    run: (call) => ({
      status: 200,
      body: {
        content_type: 'json',
        insecure_ssl: '0',
        secret: '********',
        ...(appOf(call).webhook.url === undefined ? {} : { url: appOf(call).webhook.url }),
      },
    }),
  },
  'apps/list-installations': {
    caller: 'app',
    run: (call) => ({
      list: installationsOf(call).map((each) => toInstallation(call.world, each)),
    }),
  },
  'apps/get-installation': {
    caller: 'app',
    run: (call) => ({ status: 200, body: toInstallation(call.world, installationOf(call)) }),
  },
  'apps/get-repo-installation': {
    caller: 'app',
    run: (call) => answerFor(call, (each) => covers(each, call.repository)),
  },
  'apps/get-org-installation': {
    caller: 'app',
    run: (call) => {
      const account = findAccount(call.world, call.parameters.org);
      if (account.type !== 'Organization') throw notFound();
      return answerFor(call, (each) => each.account === account);
    },
  },
  'apps/get-user-installation': {
    caller: 'app',
    run: (call) => {
      const account = findAccount(call.world, call.parameters.username);
      return answerFor(call, (each) => each.account === account);
    },
  },
  'apps/create-installation-access-token': {
    caller: 'app',
    run: (call) => createToken(call, installationOf(call)),
  },
  'apps/revoke-installation-access-token': {
    caller: 'installation',
    run: ({ caller, world }) => {
      if (caller.kind === 'installation') world.tokens.delete(caller.token);
      return { status: 204 };
    },
  },
  'apps/list-repos-accessible-to-installation': {
    caller: 'installation',
    run: ({ caller, world }) => {
      if (caller.kind !== 'installation') throw notFound();
      const all = repositoriesOf(world, caller.installation);
      const visible = all.filter((each) => caller.repositories?.has(each) ?? true);
      return {
        list: visible.map((each) => toRepository(world, each)),
        wrap: (repositories, total_count) => ({ total_count, repositories }),
      };
    },
  },
};

function createToken(call: Call, installation: Installation) {
  const { world } = call;
  const request = (call.body ?? {}) as TokenRequest;
  if (installation.suspendedAt !== null) {
    throw new ApiRefusal(403, 'This installation has been suspended');
  }
  const asked = Object.entries(request.permissions ?? {});
  if (
    asked.some(([name, level]) => !includes(installation.app.permissions, [name, level as 'read']))
  ) {
    throw new ApiRefusal(422, 'The permissions requested are not granted to this installation.');
  }
  const all = repositoriesOf(world, installation);
  const names = request.repositories ?? [];
  const ids = request.repository_ids ?? [];
  const chosen = all.filter(({ id, name }) => names.includes(name) || ids.includes(id));
  if (chosen.length !== names.length + ids.length) {
    const message =
      'There is at least one repository that does not exist or is not accessible to the parent installation.';
    throw new ApiRefusal(422, message);
  }
  const token = `ghs_${world.randomText()}`;
  const expiresAtMs = world.nowMs() + tokenLifeMs;
  const isNarrowed = chosen.length > 0;
  const permissions = {
    metadata: 'read',
    ...(request.permissions ?? installation.app.permissions),
  } as const;
  world.tokens.set(token, {
    kind: 'installation',
    installation,
    permissions,
    repositories: isNarrowed ? new Set(chosen) : undefined,
    expiresAtMs,
  });
  const isAll = installation.repositories === 'all' && !isNarrowed;
  const body = {
    token,
    expires_at: `${new Date(expiresAtMs).toISOString().slice(0, 19)}Z`,
    permissions,
    repository_selection: isAll ? 'all' : 'selected',
    ...(isNarrowed ? { repositories: chosen.map((each) => toRepository(world, each)) } : {}),
  };
  return { status: 201, body };
}

function appOf({ caller }: Call): App {
  if (caller.kind !== 'app') throw notFound();
  return caller.app;
}

function installationsOf(call: Call): Installation[] {
  const app = appOf(call);
  return call.world.installations.filter((installation) => installation.app === app);
}

function installationOf(call: Call): Installation {
  const id = Number(call.parameters.installation_id);
  const found = installationsOf(call).find((installation) => installation.id === id);
  if (found === undefined) throw notFound();
  return found;
}

function answerFor(call: Call, isMeant: (installation: Installation) => boolean) {
  const found = installationsOf(call).find(isMeant);
  if (found === undefined) throw notFound();
  return { status: 200, body: toInstallation(call.world, found) };
}
