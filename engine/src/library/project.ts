import type { DataPath } from '../expressions/path.ts';
import type { GuardName } from '../guardrails/contract.ts';
import type { JsonValue, ModelParameters } from './nodes.ts';
import type { PermissionPolicy } from './permission-policy.ts';

/** What every provider that sends requests may declare. */
export interface SendingProvider {
  readonly name: string;
  /** Name of the secret that holds the key; never the key. Absent: the vendor's own variable. */
  readonly keySecret?: string;
  /** Private and loopback hosts may be called (CLI only). */
  readonly allowPrivate: boolean;
  readonly requestsPerMinute?: number;
  readonly tokensPerMinute?: number;
  readonly concurrency?: number;
  readonly timeoutMs?: number;
}

export interface ScriptedProvider {
  readonly name: string;
  readonly type: 'scripted';
  readonly file?: string;
  readonly echo?: true;
}

export interface OpenAiProvider extends SendingProvider {
  readonly type: 'openai';
  /** Which of the vendor's two interfaces answers chats. */
  readonly api: 'chat' | 'responses';
  /** Absent: the vendor's own address. */
  readonly baseUrl?: string;
  readonly organization?: string;
}

export interface OpenAiCompatibleProvider extends SendingProvider {
  readonly type: 'openai-compatible';
  readonly baseUrl: string;
}

export interface AzureOpenAiProvider extends SendingProvider {
  readonly type: 'azure-openai';
  /** Address of the resource: `https://acme.openai.azure.com`. */
  readonly baseUrl: string;
  /** A dated version of the older interface; absent: the v1 interface. */
  readonly apiVersion?: string;
  /** Which model each deployment runs; what is not here has no known price. */
  readonly deployments: Readonly<Record<string, string>>;
}

export interface GroqProvider extends SendingProvider {
  readonly type: 'groq';
  readonly baseUrl?: string;
}

export interface AnthropicProvider extends SendingProvider {
  readonly type: 'anthropic';
  /** Without the version segment; absent: the vendor's own address. */
  readonly baseUrl?: string;
}

export interface GoogleProvider extends SendingProvider {
  readonly type: 'google';
  /** Without the version segment; absent: the vendor's own address. */
  readonly baseUrl?: string;
  /** Absent: the Gemini API. `keySecret` then holds a token or a service account's key file. */
  readonly vertex?: { readonly project: string; readonly location: string };
}

/** A team's own endpoint, and how requests and answers are written there. */
export interface HttpProvider extends SendingProvider {
  readonly type: 'http';
  readonly url: string;
  /** Names in lower case; a value is a text, or the name of the secret that holds it. */
  readonly headers: readonly (readonly [
    name: string,
    value: string | { readonly secret: string },
  ])[];
  /** JSON whose texts may hold `${{ … }}`. */
  readonly body: JsonValue;
  /** Path to the answer in the response; absent: the whole body. */
  readonly output?: DataPath;
  readonly usage: {
    readonly inputTokens?: DataPath;
    readonly outputTokens?: DataPath;
    readonly cachedInputTokens?: DataPath;
  };
  readonly finishReason?: DataPath;
  readonly embedding?: { readonly body: JsonValue; readonly output: DataPath };
}

/** A provider as galley.yaml declares it. */
export type ProviderDeclaration =
  | ScriptedProvider
  | OpenAiProvider
  | OpenAiCompatibleProvider
  | AzureOpenAiProvider
  | GroqProvider
  | AnthropicProvider
  | GoogleProvider
  | HttpProvider;

/** Prices in US dollars per million tokens, in decimal text as written. */
export interface PricingRates {
  readonly inputPer1mUsd: string;
  readonly outputPer1mUsd: string;
  readonly cachedInputPer1mUsd?: string;
  readonly cacheWritePer1mUsd?: string;
  readonly cacheWrite1hPer1mUsd?: string;
}

/** Prices by size of the request; the plain ones hold below every tier. */
export interface PricingTable extends PricingRates {
  readonly tiers?: readonly (PricingRates & {
    /** Holds for requests of more input tokens than this. */
    readonly aboveTokens: number;
  })[];
}

/** Price override of one alias. */
export interface PricingOverride extends PricingTable {
  readonly serviceTiers?: Readonly<Record<string, PricingTable>>;
  /** First day, `YYYY-MM-DD` in UTC; absent: from the beginning. */
  readonly from?: string;
  readonly asOf?: string;
  readonly source?: string;
}

/** A model alias as galley.yaml declares it. */
export interface ModelAlias {
  readonly alias: string;
  readonly provider: string;
  /** The vendor's name of the model; the alias itself for scripted ones that give none. */
  readonly name: string;
  readonly parameters: ModelParameters;
  /** One override, or several of which the clock chooses one. */
  readonly pricing?: PricingOverride | readonly PricingOverride[];
}

/** A program that `command` checks may run. */
export interface CommandDeclaration {
  /** The program, then its arguments. */
  readonly run: readonly string[];
  readonly timeoutMs: number;
}

export type Severity = 'error' | 'warn' | 'off';

/** What decides whether a proof passes; every default filled in. */
export interface GatePolicy {
  /** `observe` shows everything and blocks nothing. */
  readonly mode: 'enforce' | 'observe';
  readonly validate: Severity;
  readonly evaluate: 'regression' | 'absolute' | 'off';
  readonly suiteWeakened: Severity;
  readonly versionBump: Severity;
  readonly notExecuted: Severity | undefined;
  readonly costIncrease: { readonly maxPct: number; readonly mode: Severity } | undefined;
}

/** How a pull request's comment is kept and what it shows; every default filled in. */
export interface CommentPolicy {
  /** `hide-and-new` folds the old comment away and writes a new one. */
  readonly mode: 'update' | 'hide-and-new';
  /** How much of models' answers is shown; `masked` is without personal data and secrets. */
  readonly outputs: 'none' | 'masked' | 'full';
}

/** Where run records and signed recordings are kept; every default filled in. */
export interface HistoryPolicy {
  /** Begins with `galley/`. */
  readonly branch: string;
  /** `acme/galley-ledger`; `undefined` is the repository itself. */
  readonly repository: string | undefined;
  readonly retainMs: number;
  /** Whether answers may go there, as recordings. */
  readonly storeOutputs: boolean;
}

/** Who is told when a monthly budget is nearly used and used up. */
export interface NotifyPolicy {
  /** Whether an issue is opened in the repository. */
  readonly issue: boolean;
  /** Name of the secret that holds the address for POST; `undefined` sends nothing. */
  readonly webhookSecret: string | undefined;
}

/** galley.yaml with every default filled in; also what holds when there is none. */
export interface Project {
  /** `undefined` when there is no galley.yaml. */
  readonly file: string | undefined;
  readonly name: string | undefined;
  readonly providers: ReadonlyMap<string, ProviderDeclaration>;
  readonly models: ReadonlyMap<string, ModelAlias>;
  readonly allowedModels: readonly string[] | undefined;
  readonly budgets: {
    /** Cap of one run in nano-dollars; `undefined` is no cap. */
    readonly runNanoUsd: number | undefined;
    readonly pullRequestNanoUsd?: number | undefined;
    /** Of everybody in a calendar month, UTC. */
    readonly monthNanoUsd?: number | undefined;
    /** Of one person or bot in a calendar month, UTC. */
    readonly actorNanoUsd?: number | undefined;
    /** Input and output tokens of everybody in a calendar month, UTC. */
    readonly tokensMonth?: number | undefined;
    /** Share of a cap in per cent at which an alert is given; absent is 80. */
    readonly alertPct?: number | undefined;
    readonly mode: 'strict' | 'alert' | 'disabled';
  };
  /** Calls a month by prompt id, for showing costs per month; absent is unknown for all. */
  readonly usage?: ReadonlyMap<string, number>;
  readonly gate: GatePolicy;
  /** What galley.yaml says of who may do what; what it leaves out is for the door to fill in. */
  readonly permissions: Partial<PermissionPolicy>;
  readonly comment: CommentPolicy;
  readonly history: HistoryPolicy;
  /** Absent is nobody. */
  readonly notify?: NotifyPolicy | undefined;
  /** Whose galley.yaml lies under this one, `acme/galley-defaults@<commit>`; also when it could not be had. */
  readonly extends?: string | undefined;
  readonly cache: { readonly maxAgeMs: number };
  readonly strictFolders: boolean;
  /** What to look for in prompts and answers; absent is nothing. */
  readonly guardrails?: readonly GuardName[];
  /** Whose signatures on recorded answers count; absent is nobody's. */
  readonly signing?:
    | {
        /** What signatures are bound to, for example `acme/prompts`. */
        readonly repository: string;
        /** `ed25519:…` public keys by name. */
        readonly keys: Readonly<Record<string, string>>;
      }
    | undefined;
  /** Programs that checks may run, by name; absent is none. */
  readonly commands?: ReadonlyMap<string, CommandDeclaration>;
  /** The document as written, for showing policy changes; `undefined` without galley.yaml. */
  readonly written: JsonValue | undefined;
}
