import { GalleyError } from '@galley/engine/errors';
import type { ModelDesk } from '@galley/engine/models';
import { isAllowedHost } from './is-allowed-host.ts';

/**
 * A desk that asks no model outside the operator's hosts, whatever galley.yaml names.
 * @param hosts `allowedHosts` of the tenant; undefined: every host
 * @throws GalleyError `host-not-allowed` from `ask`
 */
export function onlyAllowedHosts(desk: ModelDesk, hosts: readonly string[] | undefined): ModelDesk {
  if (hosts === undefined) return desk;
  const throwIfElsewhere = (alias: string) => {
    const { endpoint, isScripted, provider } = desk.describe(alias);
    if (isScripted || isAllowedHost(endpoint, hosts)) return;
    const host = URL.canParse(endpoint) ? new URL(endpoint).host : endpoint;
    throw new GalleyError('host-not-allowed', `the operator of this bot does not allow ${host}`, {
      data: { provider, host },
      hint: `Allowed are ${hosts.join(', ') || 'no hosts at all'}; ask the operator to add it to allowed_hosts.`,
    });
  };
  return {
    ...desk,
    async ask(call, signal) {
      throwIfElsewhere(call.alias);
      return desk.ask(call, signal);
    },
    get usesScripted() {
      return desk.usesScripted;
    },
  };
}
