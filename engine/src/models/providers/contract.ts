import type { ChatMessage, JsonValue, ModelParameters, Tool } from '../../library/nodes.ts';

/** One question to one model, complete: nothing else decides the answer. */
export interface ProviderRequest {
  /** Absent: a chat. `embedding`: the one message's text becomes a vector, the answer's text is its JSON. */
  readonly task?: 'embedding';
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
  /** Part of `cacheWriteTokens` kept for an hour, where the vendor charges more for that. */
  readonly longCacheWriteTokens?: number | undefined;
  /** Everything the model wrote, reasoning included. */
  readonly outputTokens: number | undefined;
  /** Part of `outputTokens` that the model spent on reasoning. */
  readonly reasoningTokens?: number | undefined;
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
  /** The service tier that answered, where the vendor says so: it may decide the price. */
  readonly serviceTier?: string;
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
  /** What a response that held no answer counted all the same. */
  readonly usage?: Usage;
  /** The service tier that such a response names. */
  readonly serviceTier?: string;
}

export type ProviderResult =
  | { readonly ok: true; readonly answer: ProviderAnswer }
  | { readonly ok: false; readonly failure: ProviderFailure };

/** Where the price table lists a request's price, in the table's own words. */
export interface PricedAs {
  readonly providerId: 'openai' | 'azure' | 'groq' | 'google' | 'google-vertex' | 'anthropic';
  readonly model: string;
}

/** One vendor's adapter. One call is one attempt: no retries, no redirects, no failover inside. */
export interface Provider {
  readonly type: string;
  /** True for a fake that costs nothing and runs in every mode (`scripted`). */
  readonly isScripted: boolean;
  /** Where requests go, without credentials: part of the cache key. */
  readonly endpoint: string;
  readonly apiKind:
    | 'chat-completions'
    | 'responses'
    | 'messages'
    | 'generate-content'
    | 'http'
    | 'scripted';
  /**
   * Whatever else in its declaration decides the answer to a request, as a text: part of the cache key.
   * `undefined`: nothing does.
   */
  declaredFor?(request: Pick<ProviderRequest, 'model'>): string | undefined;
  /** True when it also answers `task: embedding`. */
  readonly embeds?: boolean;
  /** What `max_tokens` is where nobody gives one, for a vendor that answers nothing without. */
  readonly defaultMaxTokens?: number;
  /**
   * Where published prices hold: at the vendor's own address, or on Azure for a mapped deployment.
   * `undefined`, or no such function: no published price is this request's.
   */
  pricedAs?(request: Pick<ProviderRequest, 'model'>): PricedAs | undefined;
  /** Names of given parameters that this model does not take and that are therefore not sent. */
  ignoredParameters?(request: ProviderRequest): readonly string[];
  /**
   * One attempt. A vendor's failure is a result.
   * @throws GalleyError before anything is sent: `secret-missing`, `secret-not-bound`,
   * `host-not-allowed`; and the signal's reason when it aborts
   */
  send(request: ProviderRequest, signal: AbortSignal): Promise<ProviderResult>;
}
