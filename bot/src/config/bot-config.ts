import type { Tenants } from './tenants.ts';

/** One receiver of spans. */
export interface OtlpTarget {
  /** The address for traces, `https://collector.acme.example/v1/traces`. */
  readonly url: string;
  /** Sent with every request; may hold secrets. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Everything the bot is told from outside, read once at the start and checked whole. */
export interface BotConfig {
  readonly app: {
    readonly id: number;
    /** PEM. */
    readonly privateKey: string;
    /** Accepted one after the other, so that a secret can be changed without losing a delivery. */
    readonly webhookSecrets: readonly string[];
  };
  readonly github: {
    /** `https://api.github.com`, or `https://ghe.acme.example/api/v3`. */
    readonly apiUrl: string;
    /** Where Git is served: `https://github.com`. */
    readonly gitUrl: string;
    /** An HTTP proxy for GitHub and models, where there is one. */
    readonly proxyUrl?: string;
    /** Hosts that are reached without the proxy, as `NO_PROXY` lists them; `*` is every host. */
    readonly noProxy?: readonly string[];
    /** PEM of certificate authorities beside the system's. */
    readonly extraCa?: string;
  };
  readonly database:
    | { readonly kind: 'postgresql'; readonly url: string }
    /** One process only: for trial and tests. `folder` undefined keeps everything in memory. */
    | { readonly kind: 'pglite'; readonly folder: string | undefined };
  readonly server: {
    readonly host: string;
    /** 0 takes a free one. */
    readonly port: number;
    readonly webhookPath: string;
    /** Webhooks above this are refused; GitHub sends none above 25 MB. */
    readonly mostBytes: number;
  };
  readonly git: {
    /** Folder of the bare caches. */
    readonly folder: string;
    /** Bytes of all caches together; the longest unused go first. */
    readonly mostBytes: number;
    /** Bytes of one fetched pack. */
    readonly mostPackBytes: number;
  };
  readonly workers: {
    /** Pull requests looked at at once, in this process. */
    readonly looks: number;
    /** Pull requests evaluated at once, in this process. */
    readonly evaluations: number;
    /** Of one tenant at once, over all processes. */
    readonly perTenant: number;
    /** Milliseconds without a push before money is spent. */
    readonly quietMs: number;
    /** Milliseconds between two edits of one comment. */
    readonly commentPauseMs: number;
  };
  /** Tells several bots of one repository apart; usually `default`. */
  readonly instance: string;
  /** Name of this process among its replicas. */
  readonly worker: string;
  /** Absolute path of the bundled keyless child; undefined: it runs from its sources. */
  readonly childFile?: string | undefined;
  /** Folder with one folder per account that holds its secrets, a file each; undefined: no secrets. */
  readonly secretsFolder: string | undefined;
  readonly telemetry: {
    readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
    /** Where spans go, by OTLP over HTTP; undefined or empty sends nothing anywhere. */
    readonly otlp?: readonly OtlpTarget[];
    /** Whether spans hold the text of prompts and answers; default false. */
    readonly showsContent?: boolean;
    /** Whether metrics are split by account; default false. */
    readonly labelsTenants?: boolean;
  };
  readonly tenants: Tenants;
}
