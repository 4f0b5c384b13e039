import type { JsonValue, ModelParameters } from './nodes.ts';

/** A provider as galley.yaml declares it. */
export type ProviderDeclaration = { readonly name: string } & (
  | { readonly type: 'scripted'; readonly file?: string; readonly echo?: true }
  | {
      readonly type: 'openai' | 'openai-compatible';
      /** Absent for `openai` means the vendor's own address. */
      readonly baseUrl?: string;
      /** Name of the secret that holds the key; never the key. */
      readonly keySecret?: string;
      readonly organization?: string;
      /** Private and loopback hosts may be called (CLI only). */
      readonly allowPrivate: boolean;
      readonly requestsPerMinute?: number;
      readonly concurrency?: number;
      readonly timeoutMs?: number;
    }
);

/** Price override of one alias, in decimal text as written. */
export interface PricingOverride {
  readonly inputPer1mUsd: string;
  readonly outputPer1mUsd: string;
  readonly cachedInputPer1mUsd?: string;
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
  readonly pricing?: PricingOverride;
}

export type Severity = 'error' | 'warn' | 'off';

/** What decides whether a proof passes; every default filled in. */
export interface GatePolicy {
  readonly validate: Severity;
  readonly evaluate: 'regression' | 'absolute' | 'off';
  readonly suiteWeakened: Severity;
  readonly versionBump: Severity;
  readonly notExecuted: Severity | undefined;
  readonly costIncrease: { readonly maxPct: number; readonly mode: Severity } | undefined;
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
    readonly mode: 'strict' | 'alert' | 'disabled';
  };
  readonly gate: GatePolicy;
  readonly cache: { readonly maxAgeMs: number };
  readonly strictFolders: boolean;
  /** The document as written, for showing policy changes; `undefined` without galley.yaml. */
  readonly written: JsonValue | undefined;
}
