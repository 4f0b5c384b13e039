import { deployedModel } from './deployed-model.ts';
import type { ModelAlias, Project } from './project.ts';

/**
 * Whether two aliases ask one model: the same name at the same endpoint, whatever the parameters.
 * A scripted model is nobody's twin: fixed rules prefer nothing, also not their own words.
 */
export function isSameModel(
  one: ModelAlias,
  other: ModelAlias,
  providers: Project['providers'],
): boolean {
  const identity = identityOf(one, providers);
  return identity !== undefined && identity === identityOf(other, providers);
}

function identityOf({ provider: named, name }: ModelAlias, providers: Project['providers']) {
  const provider = providers.get(named);
  if (provider === undefined || provider.type === 'scripted') return undefined;
  const address =
    'url' in provider ? provider.url : 'baseUrl' in provider ? provider.baseUrl : undefined;
  const model = 'deployments' in provider ? (deployedModel(provider, name) ?? name) : name;
  const endpoint = address === undefined ? provider.type : endpointOf(address);
  return JSON.stringify([endpoint, model.trim().toLowerCase()]);
}

/** A vendor's own host, written out, is where its provider type goes unasked. */
const typeOfHost = new Map([
  ['api.openai.com', 'openai'],
  ['api.anthropic.com', 'anthropic'],
  ['api.groq.com', 'groq'],
  ['generativelanguage.googleapis.com', 'google'],
]);
const thisMachine = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)$/;

/** One form for the many ways to write an address: case, standard port, doubled and final slashes, names of this machine. */
function endpointOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) return address.toLowerCase();
  const vendor = typeOfHost.get(url.host);
  if (vendor !== undefined) return vendor;
  const host = thisMachine.test(url.hostname) ? 'localhost' : url.hostname.replace(/\.$/, '');
  const path = url.pathname.replaceAll(/\/+/g, '/').replace(/\/$/, '').toLowerCase();
  return `${url.protocol}//${host}:${url.port}${path}`;
}
