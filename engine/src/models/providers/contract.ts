import type { ChatMessage, JsonValue, ModelParameters, Tool } from '../../library/nodes.ts';

/** One question to one model, complete: nothing else decides the answer. */
export interface ProviderRequest {
  /** The vendor's name of the model. */
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly parameters: ModelParameters;
  readonly tools: readonly Tool[];
  readonly output: { readonly format: 'text' | 'json'; readonly schema?: JsonValue };
  /** 0-based index of the draw; repeats are separate draws, never one answer twice. */
  readonly repeat: number;
}

/** Tokens as the vendor counted them; `undefined` where it did not say, never 0. */
export interface Usage {
  readonly inputTokens: number | undefined;
  /** Part of `inputTokens` that the vendor served from its prompt cache. */
  readonly cachedInputTokens: number | undefined;
  /** Part of `inputTokens` that the vendor wrote to its prompt cache, where it charges for that. */
  readonly cacheWriteTokens?: number | undefined;
  readonly outputTokens: number | undefined;
}

export interface ToolCall {
  readonly name: string;
  /** Parsed arguments; the raw text when they are not JSON. */
  readonly arguments: JsonValue;
}

/** What a model said, in one shape for every vendor. */
export interface ProviderAnswer {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: 'stop' | 'length' | 'tool-calls' | 'refusal' | 'other';
  readonly usage: Usage;
  /** The model's name as the vendor reports it. */
  readonly model: string;
  /** Measured by the provider, or as the scripted rule says. */
  readonly latencyMs: number;
}

/** A vendor's failure, already decided: retryable or not, fatal for the run or not. */
export interface ProviderFailure {
  /** HTTP status, when there was a response. */
  readonly status: number | undefined;
  readonly message: string;
  readonly isRetryable: boolean;
  /** 401, 403, 404: no other call can succeed, the run stops. */
  readonly isFatal: boolean;
  /** What the vendor asked for in `retry-after`. */
  readonly retryAfterMs: number | undefined;
  /** True when the request may have been billed although no answer arrived. */
  readonly mayHaveCost: boolean;
}

export type ProviderResult =
  | { readonly ok: true; readonly answer: ProviderAnswer }
  | { readonly ok: false; readonly failure: ProviderFailure };

/** One vendor's adapter. One call is one attempt: no retries, no redirects, no failover inside. */
export interface Provider {
  readonly type: string;
  /** True for a fake that costs nothing and runs in every mode (`scripted`). */
  readonly isScripted: boolean;
  /** Where requests go, without credentials: part of the cache key. */
  readonly endpoint: string;
  readonly apiKind: 'chat-completions' | 'scripted';
  /** Names of given parameters that this model does not take and that are therefore not sent. */
  ignoredParameters?(request: ProviderRequest): readonly string[];
  /**
   * One attempt. A vendor's failure is a result.
   * @throws GalleyError before anything is sent: `secret-missing`, `secret-not-bound`,
   * `host-not-allowed`; and the signal's reason when it aborts
   */
  send(request: ProviderRequest, signal: AbortSignal): Promise<ProviderResult>;
}
