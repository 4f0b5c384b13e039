import { type DefaultsSource, defaultsInGit } from '@galley/engine/library';
import type { BotParts } from '../bot-parts.ts';
import type { TenantPolicy } from '../config/tenants.ts';
import { GitFetchError } from '../git/git-fetch-error.ts';
import type { OpenAccess } from '../github/repository-access.ts';
import { findRepositoryByName } from '../store/repositories.ts';

/** Whose pull request it is, and what the operator says of its repository. */
export interface DefaultsFor {
  readonly owner: string;
  readonly tenant: Pick<TenantPolicy, 'extends'>;
  readonly signal: AbortSignal;
}

/**
 * The galley.yaml that another one extends: of a repository of the same owner, or of the one that the
 * operator names, where the App is installed. Nobody reads what belongs to somebody else.
 */
export function openDefaults(
  parts: Pick<BotParts, 'database' | 'github' | 'cache'>,
  { owner, tenant, signal }: DefaultsFor,
): DefaultsSource {
  const operators = tenant.extends && `${tenant.extends.owner}/${tenant.extends.name}`;
  const isAllowed = (wanted: string, name: string) =>
    wanted.toLowerCase() === owner.toLowerCase() ||
    `${wanted}/${name}`.toLowerCase() === operators?.toLowerCase();
  return {
    unsaid: tenant.extends && `${operators}@${tenant.extends.commit}`,
    async read(reference) {
      const [, wanted = '', name = '', commit = ''] =
        /^([^/@]+)\/([^/@]+)@([0-9a-f]+)$/.exec(reference) ?? [];
      if (commit === '' || !isAllowed(wanted, name)) return undefined;
      const repository = await findRepository(parts, wanted, name);
      if (repository === undefined) return undefined;
      const access = await parts.github.openAccess(repository, 'reading');
      const token = () => access.gitToken();
      try {
        const git = await parts.cache.fetchCommits(access, [commit], { token, signal });
        return await defaultsInGit(git).read(reference);
      } catch (error) {
        // A commit that is not there, or too large, is told where `extends` stands.
        if (error instanceof GitFetchError && !error.isRetryable) return undefined;
        throw error;
      }
    },
  };
}

/** As events told of it, else as GitHub knows it: a repository of defaults may never have sent anything. */
async function findRepository(
  { database, github }: Pick<BotParts, 'database' | 'github'>,
  owner: string,
  name: string,
): Promise<Parameters<OpenAccess>[0] | undefined> {
  const known = await findRepositoryByName(database, owner, name);
  if (known !== undefined) return known;
  const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  const installations = await github.installations();
  const installation = installations.find(
    ({ account, isSuspended }) => isSame(account, owner) && !isSuspended,
  );
  if (installation === undefined) return undefined;
  const { id: installationId } = installation;
  const repositories = await github.repositoriesOf(installationId);
  const found = repositories.find((one) => isSame(one.name, name));
  return found && { installationId, repositoryId: found.id, owner: found.owner, name: found.name };
}
