/**
 * True when an address is https at a host and its usual port: exactly `api.groq.com`, or, for
 * `*.openai.azure.com`, one name directly below it.
 */
export function isAtHost(address: string | URL, host: string): boolean {
  const url = URL.canParse(String(address)) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' || url.port !== '') return false;
  if (!host.startsWith('*.')) return url.hostname === host;
  const [name = '', ...rest] = url.hostname.split('.');
  return name !== '' && rest.join('.') === host.slice(2);
}
