import { ApiRefusal } from '../state/api-refusal.ts';
import type { Repository, Ruleset } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { apiUrlOf, fullNameOf } from '../views/addresses.ts';
import { type Call, notFound, type OperationPlugs } from './operation.ts';

const reads = { caller: 'anyone', permissions: [['metadata', 'read']], role: 'read' } as const;

/** Rulesets and the protection of branches, for reading. */
export const protectionOperations: OperationPlugs = {
  'repos/get-repo-rulesets': {
    ...reads,
    run: ({ repository, world }) => ({
      list: repository.rulesets.map((ruleset) => toRuleset(world, repository, ruleset)),
    }),
  },
  'repos/get-repo-ruleset': {
    ...reads,
    run: ({ parameters, repository, world }) => {
      const ruleset = repository.rulesets.find(({ id }) => id === Number(parameters.ruleset_id));
      if (ruleset === undefined) throw notFound();
      const view = toRuleset(world, repository, ruleset);
      const include = [`refs/heads/${ruleset.branch}`];
      const conditions = { ref_name: { include, exclude: [] } };
      return { status: 200, body: { ...view, conditions, rules: rulesOf(ruleset) } };
    },
  },
  'repos/get-branch-rules': {
    ...reads,
    run: ({ parameters, repository }) => ({
      list: rulesetsFor(repository, parameters.branch ?? '').flatMap((ruleset) =>
        rulesOf(ruleset).map((rule) => ({
          ...rule,
          ruleset_source_type: 'Repository',
          ruleset_source: fullNameOf(repository),
          ruleset_id: ruleset.id,
        })),
      ),
    }),
  },
  'repos/get-branch-protection': {
    ...reads,
    caller: 'token',
    permissions: [['administration', 'read']],
    role: 'admin',
    run: (call: Call) => {
      const branch = call.parameters.branch ?? '';
      if (!isProtected(call.repository, branch)) throw new ApiRefusal(404, 'Branch not protected');
      return { status: 200, body: toProtection(call.world, call.repository, branch) };
    },
  },
};

/** Whether anything is required of a branch. */
export function isProtected(repository: Repository, branch: string): boolean {
  return rulesetsFor(repository, branch).length > 0;
}

/** What a branch requires, in the words of the older protection API. */
export function toProtection(world: World, repository: Repository, branch: string) {
  const url = `${apiUrlOf(world, repository)}/branches/${branch}/protection`;
  const checks = rulesetsFor(repository, branch).flatMap((ruleset) => ruleset.checks);
  return {
    url,
    enabled: isProtected(repository, branch),
    required_status_checks: {
      url: `${url}/required_status_checks`,
      enforcement_level: 'non_admins',
      strict: false,
      contexts: checks.map(({ context }) => context),
      contexts_url: `${url}/required_status_checks/contexts`,
      checks: checks.map(({ appId, context }) => ({ context, app_id: appId ?? null })),
    },
  };
}

function rulesetsFor(repository: Repository, branch: string): Ruleset[] {
  return repository.rulesets.filter((ruleset) => ruleset.branch === branch);
}

function toRuleset(world: World, repository: Repository, ruleset: Ruleset) {
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: 'branch',
    source_type: 'Repository',
    source: fullNameOf(repository),
    enforcement: 'active',
    node_id: `RRS_${ruleset.id}`,
    _links: { self: { href: `${apiUrlOf(world, repository)}/rulesets/${ruleset.id}` } },
    created_at: ruleset.createdAt,
    updated_at: ruleset.createdAt,
  };
}

function rulesOf(ruleset: Ruleset) {
  const required = ruleset.checks.map(({ appId, context }) => ({
    context,
    ...(appId === undefined ? {} : { integration_id: appId }),
  }));
  const checks = {
    type: 'required_status_checks',
    parameters: {
      required_status_checks: required,
      strict_required_status_checks_policy: false,
      do_not_enforce_on_create: false,
    },
  };
  const queue = {
    type: 'merge_queue',
    parameters: {
      check_response_timeout_minutes: 60,
      grouping_strategy: 'ALLGREEN',
      max_entries_to_build: 5,
      max_entries_to_merge: 5,
      merge_method: 'MERGE',
      min_entries_to_merge: 1,
      min_entries_to_merge_wait_minutes: 5,
    },
  };
  return ruleset.hasMergeQueue ? [checks, queue] : [checks];
}
