import { accountsWithSecrets, checkSecretsFolder } from '../config/check-secrets-folder.ts';
import type { Tenants } from '../config/tenants.ts';
import { everybody } from '../config/written-tenants.ts';
import type { Finding } from './finding.ts';
import type { Check } from './world.ts';

/** Whether secrets are closed to others, and who they would be spent for. */
export const checkSecrets: Check = async ({ config }) => {
  const { secretsFolder: folder, tenants } = config;
  if (folder === undefined) return [];
  const files = checkSecretsFolder(folder).map(
    ({ path, message, hint }): Finding => ({
      level: message === 'cannot be read' ? 'error' : 'warning',
      about: 'secrets',
      message: `${path}: ${message}`,
      hint,
    }),
  );
  if (tenants === everybody) {
    const message = 'there is no tenants.yaml, so that nothing caps what accounts spend';
    const hint = 'Write one, with a tier for each account, and name it in GALLEY_TENANTS.';
    return [...files, { level: 'warning', about: 'tenants', message, hint }];
  }
  const unbound = accountsWithSecrets(folder).filter((login) => !isBound(tenants, login));
  return [
    ...files,
    ...unbound.map(
      (login): Finding => ({
        level: 'warning',
        about: 'tenants',
        message: `${login} has secrets, and whoever gets that login one day gets them, too`,
        hint: `Write its number into tenants.yaml, accounts.${login}.id: it stands in https://api.github.com/users/${login}.`,
      }),
    ),
  ];
};

/** An account with a number refuses every other number, and no account has 0. */
function isBound(tenants: Tenants, login: string): boolean {
  return tenants.policyOf(login, '', 0).offBecause === 'other-account';
}
