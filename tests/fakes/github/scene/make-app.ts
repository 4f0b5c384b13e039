import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { App, Permissions } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { nodeId } from '../views/node-id.ts';
import { type Installing, installApp } from './install-app.ts';
import { makeAccount } from './make-account.ts';

/** What an App is registered with. */
export interface AppOptions {
  /** Default `galley`. */
  readonly slug?: string;
  readonly permissions: Permissions;
  readonly events?: readonly string[];
  /** Where webhooks go; without it they are only written to the log. */
  readonly webhookUrl?: string;
  /** Default `webhook secret`. */
  readonly webhookSecret?: string;
  /** Login of the owner; default `octo`. */
  readonly owner?: string;
}

/** A registered App, as its owner sees it. */
export interface FakeApp extends Installing {
  readonly app: App;
  readonly id: number;
  /** In PEM, as GitHub hands it out once. */
  readonly privateKey: string;
  /** The one that signs now. */
  readonly webhookSecret: string;
  /** From now on webhooks go there. */
  receiveAt(url: string): void;
  /** From now on webhooks are signed with it. */
  rotateSecret(secret: string): void;
  /** A token of the App itself, good for nine minutes; single claims may be wrong on purpose. */
  jwt(claims?: Readonly<Record<string, unknown>>): string;
}

/** Registers a GitHub App with a key of its own. */
export function makeApp(world: World, options: AppOptions): FakeApp {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const slug = options.slug ?? 'galley';
  const id = world.nextId();
  const app: App = {
    id,
    clientId: `Iv23${nodeId('li', id)}`,
    slug,
    name: slug,
    owner: makeAccount(world, options.owner ?? 'octo'),
    bot: makeAccount(world, `${slug}[bot]`, 'Bot'),
    permissions: options.permissions,
    events: options.events ?? [],
    publicKey,
    webhook: { url: options.webhookUrl, secret: options.webhookSecret ?? 'webhook secret' },
    hookId: world.nextId(),
    createdAt: world.now(),
  };
  world.apps.push(app);
  return {
    app,
    id,
    privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
    get webhookSecret() {
      return app.webhook.secret;
    },
    rotateSecret: (secret) => {
      app.webhook = { ...app.webhook, secret };
    },
    receiveAt: (url) => {
      app.webhook = { ...app.webhook, url };
    },
    jwt: (claims) => signClaims(privateKey, { ...freshClaims(world, app), ...claims }),
    ...installApp(world, app),
  };
}

function freshClaims(world: World, app: App) {
  const now = Math.floor(world.nowMs() / 1000);
  return { iat: now - 60, exp: now + 540, iss: app.clientId };
}

function signClaims(key: KeyObject, claims: Readonly<Record<string, unknown>>): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${unsigned}.${sign('RSA-SHA256', Buffer.from(unsigned), key).toString('base64url')}`;
}
