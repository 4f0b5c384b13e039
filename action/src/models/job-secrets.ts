import { boundSecrets } from '@galley/engine/models';
import type { Secrets } from '@galley/engine/ports';
import type { Runner } from '../runner/runner.ts';

const hostsVariable = 'GALLEY_SECRET_HOSTS';

/**
 * The secrets that the workflow gives the step under `env:`, each bound to the hosts that
 * `GALLEY_SECRET_HOSTS` names there.
 * @param token masked in everything although no provider asks for it
 * @throws GalleyError `usage` for a binding that is not `NAME=host`
 */
export function jobSecrets(
  { environment }: Pick<Runner, 'environment'>,
  token: string | undefined,
): Secrets {
  return boundSecrets({
    valueOf: (name) => (Object.hasOwn(environment, name) ? environment[name] : undefined),
    bindings: [{ place: hostsVariable, entries: (environment[hostsVariable] ?? '').split(',') }],
    alsoMasked: token === undefined ? [] : [token],
    advice: 'Give it to the step under `env:`, from the secrets of the repository.',
  });
}
