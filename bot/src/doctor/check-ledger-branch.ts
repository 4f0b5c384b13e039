import type { RepositoryAccess } from '../github/repository-access.ts';
import type { Finding } from './finding.ts';
import type { DoctorWorld } from './world.ts';

/** Where run records go unless galley.yaml names another branch. */
const ledgerBranch = 'galley/ledger';

/** What each rule of a branch keeps the bot from, which pushes commits, and rewrites them to forget. */
const refusals: Readonly<Record<string, string>> = {
  creation: 'nobody may create it',
  update: 'nobody may push to it',
  non_fast_forward: 'nobody may rewrite it, so that nothing old is ever forgotten',
  pull_request: 'changes need a pull request',
  required_status_checks: 'pushes need status checks',
  required_signatures: 'commits must be signed',
  merge_queue: 'changes need the merge queue',
};

/** Whether rules of a repository keep the bot from its ledger branch, where it writes one there. */
export async function checkLedgerBranch(
  { octokit, owner, name: repo }: RepositoryAccess,
  { about, world }: { readonly about: string; readonly world: DoctorWorld },
): Promise<Finding[]> {
  const policy = world.config.tenants.policyOf(owner, repo);
  if (!policy.writesLedger || policy.historyRepository !== undefined) return [];
  const rules = await octokit.paginate(octokit.rest.repos.getBranchRules, {
    owner,
    repo,
    branch: ledgerBranch,
    per_page: 100,
  });
  const reasons = [...new Set(rules.flatMap(({ type }) => refusals[type] ?? []))];
  if (reasons.length === 0) return [];
  return [
    {
      level: 'warning',
      about,
      message: `a ruleset covers the branch ${ledgerBranch}, where run records go: ${reasons.join('; ')}`,
      hint: `Leave ${ledgerBranch} out of the ruleset or put this App on its bypass list (which the App itself cannot see), or set history_repository in tenants.yaml.`,
    },
  ];
}
