import { checkNames } from '@galley/engine/publish';
import { statusOf } from '../github/read-pause.ts';
import type { RepositoryAccess } from '../github/repository-access.ts';
import { checkLedgerBranch } from './check-ledger-branch.ts';
import type { Finding } from './finding.ts';
import { type RequiredCheck, requiredChecks } from './required-checks.ts';
import type { Check, DoctorWorld } from './world.ts';

/** So many repositories are looked at, to leave the bot its requests. */
const mostRepositories = 100;

/** What the rules of each repository make of our checks. */
export const checkRepositories: Check = async (world) => {
  const { data: self } = await world.github.app.rest.apps.getAuthenticated();
  if (self === null) return [];
  const all = await repositoriesOf(world);
  const findings: Finding[] = [];
  for (const repository of all.slice(0, mostRepositories)) {
    const about = `${repository.owner}/${repository.name}`;
    try {
      const access = await world.github.openAccess(repository, 'reading');
      findings.push(...(await checkOne(access, { appId: self.id, about, world })));
    } catch (error) {
      findings.push(cannotBeTold(about, error));
    }
  }
  const left = all.length - mostRepositories;
  if (left <= 0) return findings;
  const hint = 'Name the ones you mean: galley-bot doctor acme/prompts.';
  const message = `${left} more repositories were not looked at`;
  return [...findings, { level: 'unknown', about: 'repositories', message, hint }];
};

interface Found {
  readonly installationId: number;
  readonly repositoryId: number;
  readonly owner: string;
  readonly name: string;
}

async function repositoriesOf({ github, repositories }: DoctorWorld): Promise<Found[]> {
  const { app } = github;
  const installations = await app.paginate(app.rest.apps.listInstallations, { per_page: 100 });
  const wanted = repositories && new Set(repositories.map((name) => name.toLowerCase()));
  const found: Found[] = [];
  for (const { id: installationId } of installations.filter((each) => !each.suspended_at)) {
    for (const { id: repositoryId, owner, name } of await github.repositoriesOf(installationId)) {
      if (wanted && !wanted.has(`${owner}/${name}`.toLowerCase())) continue;
      found.push({ installationId, repositoryId, owner, name });
    }
  }
  return found;
}

async function checkOne(
  access: RepositoryAccess,
  options: { readonly appId: number; readonly about: string; readonly world: DoctorWorld },
): Promise<Finding[]> {
  const { octokit, owner, name: repo } = access;
  const { data: repository } = await octokit.rest.repos.get({ owner, repo });
  if (options.world.repositories === undefined && !(await hasProject(access))) return [];
  const branch = repository.default_branch;
  const required = await requiredChecks(access, branch);
  return [
    ...gateFindings(required, { ...options, branch }),
    ...mistaken(required, { ...options, branch }),
    ...(await checkLedgerBranch(access, options)),
  ];
}

async function hasProject({ octokit, owner, name: repo }: RepositoryAccess): Promise<boolean> {
  try {
    await octokit.rest.repos.getContent({ owner, repo, path: 'galley.yaml' });
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}

interface Where {
  readonly appId: number;
  readonly about: string;
  readonly branch: string;
}

function gateFindings(
  required: readonly RequiredCheck[],
  { appId, about, branch }: Where,
): Finding[] {
  const gates = required.filter(({ context }) => context === checkNames.gate);
  if (gates.length === 0) {
    return [
      {
        level: 'warning',
        about,
        message: `nothing requires ${checkNames.gate} before merging into ${branch}, so a failed proof stops nothing`,
        hint: `Settings, Rules, a ruleset for ${branch}: require the status check ${checkNames.gate}, with this App as its source.`,
      },
    ];
  }
  if (gates.some((gate) => gate.appId === appId)) return [];
  return [
    {
      level: 'warning',
      about,
      message: `${branch} takes ${checkNames.gate} from anybody who may write checks or statuses`,
      hint: 'Settings, Rules, that ruleset: choose this App as the source of the check.',
    },
  ];
}

function mistaken(required: readonly RequiredCheck[], { about, branch }: Where): Finding[] {
  const others = required.filter(
    ({ context }) => context.startsWith('galley / ') && context !== checkNames.gate,
  );
  return [...new Set(others.map(({ context }) => context))].map((context) => ({
    level: 'error',
    about,
    message: `${branch} requires ${context}, which is not there on every commit, so that merging can wait for ever`,
    hint: `Take ${context} out of the ruleset, and require ${checkNames.gate} alone: it covers all of them.`,
  }));
}

function cannotBeTold(about: string, error: unknown): Finding {
  const status = statusOf(error);
  const hint = 'Look whether the App is installed there with all its permissions.';
  const why = status === undefined ? 'no answer' : `status ${status}`;
  return { level: 'unknown', about, message: `its rules cannot be told (${why})`, hint };
}
