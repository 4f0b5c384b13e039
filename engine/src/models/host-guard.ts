import { isIPv4, isIPv6 } from 'node:net';
import { GalleyError } from '../errors/galley-error.ts';

/**
 * A provider's address as a URL, after refusing what may not be called: anything but http(s), user
 * information, and hosts that are visibly private (loopback, link-local, private, reserved literal
 * addresses in every notation, `localhost`, names without a dot or below .local, .internal, .lan,
 * .home.arpa) unless `allowPrivate`. Not covered: a public name that resolves to a private address.
 * @throws GalleyError `host-not-allowed`
 */
export function guardHost(
  address: string,
  options: { readonly allowPrivate: boolean; readonly provider: string },
): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw refused(options.provider, address, 'is no http or https address');
  }
  if (url.username !== '' || url.password !== '') {
    throw refused(options.provider, url.host, 'carries a user name or password');
  }
  if (url.search !== '' || url.hash !== '') {
    throw refused(options.provider, url.host, 'carries a query or a fragment');
  }
  if (!options.allowPrivate && isPrivateHost(url.hostname)) {
    throw refused(options.provider, url.host, 'is a private host');
  }
  return url;
}

/** True for loopback: the only place a key may go without TLS. */
export function isLoopbackHost(hostname: string): boolean {
  const name = hostname.toLowerCase();
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  const address = bare(name);
  if (isIPv4(address)) return address.startsWith('127.');
  return (
    isIPv6(address) &&
    (groups(address).join(':') === '0:0:0:0:0:0:0:1' ||
      mapped(address)?.startsWith('127.') === true)
  );
}

/** True when the name or literal address is visibly not a public host. */
export function isPrivateHost(hostname: string): boolean {
  const name = bare(hostname.toLowerCase().replace(/\.$/, ''));
  if (isIPv4(name)) return isPrivateIPv4(name);
  if (isIPv6(name)) return isPrivateIPv6(name);
  if (!name.includes('.')) return true;
  return /\.(localhost|local|internal|intranet|lan|home|corp|home\.arpa)$/.test(name);
}

function isPrivateIPv4(address: string): boolean {
  const [a = 0, b = 0, c = 0] = address.split('.').map(Number);
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 192 && b === 0 && (c === 0 || c === 2)) ||
    (a === 198 && (b === 18 || b === 19)) ||
    a >= 224
  );
}

function isPrivateIPv6(address: string): boolean {
  const embedded = mapped(address);
  if (embedded !== undefined) return isPrivateIPv4(embedded);
  const [first = 0, second = 0] = groups(address).map((group) => Number.parseInt(group, 16));
  // 2000::/3 is the only range given to public hosts; documentation and tunnels inside it are not.
  const isGlobal = first >= 0x2000 && first < 0x4000;
  return !isGlobal || first === 0x2002 || (first === 0x2001 && (second === 0 || second === 0xdb8));
}

/** The IPv4 address inside `::ffff:a.b.c.d` or `64:ff9b::a.b.c.d`; `undefined` for others. */
function mapped(address: string): string | undefined {
  const parts = groups(address);
  const prefix = parts.slice(0, 6).join(':');
  if (prefix !== '0:0:0:0:0:ffff' && prefix !== '64:ff9b:0:0:0:0') return undefined;
  const [high = 0, low = 0] = parts.slice(6).map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight groups of an IPv6 address in the form that `URL` writes: hexadecimal, at most one `::`. */
function groups(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<string>(Math.max(0, gap)).fill('0'), ...right];
}

function bare(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

function refused(provider: string, host: string, reason: string): GalleyError {
  return new GalleyError(
    'host-not-allowed',
    `the provider ${provider} points at ${JSON.stringify(host.slice(0, 200))}, which ${reason}`,
    {
      data: { provider, host: host.slice(0, 200) },
      hint:
        reason === 'is a private host'
          ? 'Write `allow_private: true` at the provider; private hosts work in the command line only.'
          : 'Write the address as https://host/path; a key belongs under `key`.',
    },
  );
}
