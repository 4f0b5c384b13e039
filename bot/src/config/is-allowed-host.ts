/**
 * True when an address is at one of the hosts: exactly `api.openai.com` or `models.acme.example:8443`, or,
 * for `*.openai.azure.com`, one name directly below it. The scheme's own port may be left out.
 */
export function isAllowedHost(address: string | URL, hosts: readonly string[]): boolean {
  const url = URL.canParse(String(address)) ? new URL(address) : undefined;
  if (url === undefined) return false;
  return hosts.some((host) => {
    const [, name = '', port = ''] = /^(.*?)(?::(\d+))?$/.exec(host) ?? [];
    if (port !== (url.port || (port === ownPort(url) ? port : ''))) return false;
    if (!name.startsWith('*.')) return url.hostname === name;
    const [first = '', ...rest] = url.hostname.split('.');
    return first !== '' && rest.join('.') === name.slice(2);
  });
}

function ownPort(url: URL): string {
  return url.protocol === 'https:' ? '443' : '80';
}
