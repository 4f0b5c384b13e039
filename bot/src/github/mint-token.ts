import type { Octokit } from './octokit.ts';
import type { Token } from './open-token-source.ts';
import { statusOf } from './read-pause.ts';

/** Permissions of an installation's token, by GitHub's names. */
export type TokenPermissions = NonNullable<
  NonNullable<
    Parameters<Octokit['rest']['apps']['createInstallationAccessToken']>[0]
  >['permissions']
>;

/** What a token is asked for. */
export interface TokenRequest {
  readonly installationId: number;
  /** The only repository it is good for; undefined: all of the installation. */
  readonly repositoryId?: number;
  readonly permissions: TokenPermissions;
  /** Left out when the account has not granted them. */
  readonly optional?: TokenPermissions;
}

/** A token, and the one repository it is for as GitHub names it now. */
export type MintedToken = Token & {
  readonly repository?: { readonly owner: string; readonly name: string };
};

/**
 * Asks for a token.
 * @param app a client with the App's own token
 * @throws RequestError 404 when the installation is gone, 403 while it is suspended, 422 when the
 * repository or a permission is not the installation's
 */
export async function mintToken(app: Octokit, request: TokenRequest): Promise<MintedToken> {
  if (request.optional === undefined) return ask(app, request, request.permissions);
  try {
    return await ask(app, request, { ...request.permissions, ...request.optional });
  } catch (error) {
    if (statusOf(error) !== 422) throw error;
    return ask(app, request, request.permissions);
  }
}

async function ask(
  app: Octokit,
  { installationId, repositoryId }: TokenRequest,
  permissions: TokenPermissions,
): Promise<MintedToken> {
  const { data } = await app.rest.apps.createInstallationAccessToken({
    installation_id: installationId,
    ...(repositoryId === undefined ? {} : { repository_ids: [repositoryId] }),
    permissions,
  });
  const repository = data.repositories?.find(({ id }) => id === repositoryId);
  return {
    secret: data.token,
    expiresAtMs: Date.parse(data.expires_at),
    ...(repository === undefined
      ? {}
      : { repository: { owner: repository.owner.login, name: repository.name } }),
  };
}
