import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** PEM of a certificate authority, and of a certificate by it for `localhost` and 127.0.0.1. */
export interface Certificates {
  readonly authority: string;
  readonly certificate: string;
  readonly privateKey: string;
}

/** Makes a certificate authority that nobody trusts by themselves, good for a day around now. */
export function makeCertificates(): Certificates {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = 'Loopback authority';
  const signed = { issuer: name, by: own.privateKey };
  const authority = certify({
    ...signed,
    subject: name,
    key: own.publicKey,
    // BasicConstraints: this is an authority.
    extension: der(
      0x30,
      objectId('551d13'),
      der(0x01, [0xff]),
      octets(der(0x30, der(0x01, [0xff]))),
    ),
  });
  const names = der(0x30, der(0x82, Buffer.from('localhost')), der(0x87, [127, 0, 0, 1]));
  const certificate = certify({
    ...signed,
    subject: 'localhost',
    key: leaf.publicKey,
    extension: der(0x30, objectId('551d11'), octets(names)),
  });
  const privateKey = leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { authority, certificate, privateKey };
}

/** An X.509 certificate, version 3, in PEM (RFC 5280, section 4.1). */
function certify(wanted: {
  readonly subject: string;
  readonly issuer: string;
  readonly key: KeyObject;
  readonly by: KeyObject;
  readonly extension: Buffer;
}): string {
  const ecdsaWithSha256 = der(0x30, objectId('2a8648ce3d040302'));
  const toSign = der(
    0x30,
    der(0xa0, der(0x02, [2])),
    der(0x02, [1 + Math.floor(Math.random() * 126)]),
    ecdsaWithSha256,
    nameOf(wanted.issuer),
    der(0x30, time(-86_400_000), time(86_400_000)),
    nameOf(wanted.subject),
    wanted.key.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(0x30, wanted.extension)),
  );
  const signature = sign('sha256', toSign, wanted.by);
  const whole = der(0x30, toSign, ecdsaWithSha256, der(0x03, [0], signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function nameOf(commonName: string): Buffer {
  const text = der(0x0c, Buffer.from(commonName));
  return der(0x30, der(0x31, der(0x30, objectId('550403'), text)));
}

function time(fromNowMs: number): Buffer {
  const digits = new Date(Date.now() + fromNowMs).toISOString().replace(/\D/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}

function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function octets(content: Buffer): Buffer {
  return der(0x04, content);
}

/** Tag, length, content. */
function der(tag: number, ...contents: readonly (Uint8Array | readonly number[])[]): Buffer {
  const content = Buffer.concat(contents.map((each) => Buffer.from(each)));
  const { length } = content;
  const long = length > 255 ? [0x82, length >> 8, length & 255] : [0x81, length];
  return Buffer.concat([Buffer.from([tag, ...(length < 128 ? [length] : long)]), content]);
}
