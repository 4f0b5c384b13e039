import { statusOf } from '../github/read-pause.ts';
import type { RepositoryAccess } from '../github/repository-access.ts';

/** A check that must pass before merging. */
export interface RequiredCheck {
  readonly context: string;
  /** The only App whose check counts; undefined: anybody's. */
  readonly appId?: number | undefined;
}

/** The checks that a branch requires, by rulesets and by the older protection of branches. */
export async function requiredChecks(
  { octokit, owner, name: repo }: RepositoryAccess,
  branch: string,
): Promise<readonly RequiredCheck[]> {
  const rules = await octokit.paginate(octokit.rest.repos.getBranchRules, {
    owner,
    repo,
    branch,
    per_page: 100,
  });
  const byRules = rules.flatMap((rule) =>
    rule.type === 'required_status_checks'
      ? (rule.parameters?.required_status_checks ?? []).map(({ context, integration_id }) => ({
          context,
          appId: integration_id,
        }))
      : [],
  );
  return [...byRules, ...(await protectedChecks({ octokit, owner, repo, branch }))];
}

async function protectedChecks({
  octokit,
  ...at
}: Pick<RepositoryAccess, 'octokit'> & {
  owner: string;
  repo: string;
  branch: string;
}): Promise<RequiredCheck[]> {
  try {
    const { data } = await octokit.rest.repos.getBranch(at);
    const required = data.protection?.required_status_checks as
      | { checks?: { context: string; app_id: number | null }[]; contexts?: string[] }
      | undefined;
    const checks = (required?.checks ?? []).map(({ context, app_id }) => ({
      context,
      // -1 is GitHub's word for anybody.
      appId: app_id === null || app_id < 0 ? undefined : app_id,
    }));
    const told = new Set(checks.map(({ context }) => context));
    const bare = (required?.contexts ?? []).filter((context) => !told.has(context));
    return [...checks, ...bare.map((context) => ({ context }))];
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 403) return [];
    throw error;
  }
}
