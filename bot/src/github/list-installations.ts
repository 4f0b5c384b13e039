import type { Octokit } from './octokit.ts';

/** An installation of the App, as GitHub has it now. */
export interface InstallationNow {
  readonly id: number;
  readonly account: string;
  readonly accountId: number;
  readonly isSuspended: boolean;
}

/** Every installation of the App; those that are being removed have no account and are left out. */
export async function listInstallations(app: Octokit): Promise<readonly InstallationNow[]> {
  const all = await app.paginate(app.rest.apps.listInstallations, { per_page: 100 });
  return all.flatMap(({ id, account, suspended_at }) => {
    if (account === null) return [];
    // An enterprise has a slug where others have a login.
    const { login, slug } = account as { readonly login?: string; readonly slug?: string };
    const name = login ?? slug ?? '';
    return [{ id, account: name, accountId: account.id, isSuspended: suspended_at !== null }];
  });
}

/** The repositories that an installation covers. */
export async function listRepositories(
  installation: Octokit,
): Promise<readonly { readonly id: number; readonly owner: string; readonly name: string }[]> {
  const all = await installation.paginate(
    installation.rest.apps.listReposAccessibleToInstallation,
    { per_page: 100 },
  );
  return all.map(({ id, owner, name }) => ({ id, owner: owner.login, name }));
}
