import type { JsonValue } from '../../library/nodes.ts';
import type { ProviderDeclaration } from '../../library/project.ts';
import type { ReceivedRequest } from './vendor-server.ts';

/** Something a model says, in no vendor's words; what is left out, the vendor's body leaves out too. */
export interface Said {
  readonly text?: string;
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: JsonValue }[];
  /** Default `stop`, or `tool-calls` when there are some. */
  readonly finish?: 'stop' | 'length' | 'tool-calls' | 'refusal';
  /** Default 100; cached tokens are part of it, whatever the vendor's own way to count. */
  readonly inputTokens?: number;
  readonly cachedInputTokens?: number;
  /** Default 20; reasoning tokens are part of it. */
  readonly outputTokens?: number;
  readonly reasoningTokens?: number;
  /** The vendor says nothing about tokens. */
  readonly withoutUsage?: boolean;
}

/** What arrived at the vendor, in no vendor's words. */
export interface Asked {
  readonly model: string | undefined;
  /** Texts of system and developer messages. */
  readonly system: readonly string[];
  /** The other messages, as `user: text` and `assistant: text`. */
  readonly turns: readonly string[];
  readonly temperature?: unknown;
  readonly maxTokens?: unknown;
  readonly stop?: unknown;
  readonly toolNames: readonly string[];
  /** Names of the tools with the schema of their arguments. */
  readonly toolParameters?: Readonly<Record<string, unknown>>;
  /** The JSON Schema that the answer must fit. */
  readonly schema?: unknown;
}

/** How one vendor writes on the wire: all that the contract test needs to know about it. */
export interface WireDialect {
  /** Its name in test titles, and its folder in `providers/recorded/`. */
  readonly name: string;
  /** The folder, when another dialect of the same bodies has it. */
  readonly recordedIn?: string;
  /** A provider at a loopback address (`http://127.0.0.1:port`), its key in the secret `HOUSE_KEY`. */
  declare(origin: string, options?: { readonly timeoutMs?: number }): ProviderDeclaration;
  /** The vendor's name of an ordinary model. */
  readonly model: string;
  /** What `answer.model` must begin with. */
  readonly answeringModel: string;
  /** Path, with query, that a chat must arrive at. */
  readonly path: string;
  /** The one header that carries the key, as it must arrive. */
  keyHeader(key: string): readonly [name: string, value: string];
  /** Body of a 200, as the vendor documents it. */
  answerBody(said: Said): unknown;
  /** Body of an error, as the vendor documents it. */
  errorBody(status: number, message: string): unknown;
  readRequest(request: ReceivedRequest): Asked;
  /** A 200 (or an error) by which the vendor says that it blocked the answer, besides `finish: refusal`. */
  readonly blocked?: { readonly status: number; readonly body: unknown };
  /** True where the vendor has `retry-after-ms`. */
  readonly hasRetryAfterMs: boolean;
  /** A model that reasons, and which of temperature, top_p, stop, seed it does not take. */
  readonly reasoning?: { readonly model: string; readonly ignored: readonly string[] };
  /** Where the provider embeds. */
  readonly embedding?: {
    readonly path: string;
    answerBody(vector: readonly number[], inputTokens: number): unknown;
    /** The text that was to be embedded. */
    readText(request: ReceivedRequest): unknown;
  };
  /** False where the endpoint says nothing about one of these. Default true. */
  readonly says?: {
    readonly toolCalls?: boolean;
    readonly cachedTokens?: boolean;
    readonly reasoningTokens?: boolean;
    readonly refusals?: boolean;
  };
}
