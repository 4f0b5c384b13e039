import type { SendingProvider } from '../../../library/project.ts';
import { isPlainObject } from '../../../units/own-value.ts';
import type { ProviderContext } from '../context.ts';
import type { Provider, ProviderRequest } from '../contract.ts';
import { createSend, type Exchange, type Wire } from '../create-send.ts';
import { ignoredInEmbedding } from '../ignored-in-embedding.ts';
import { keyFor } from '../key-for.ts';
import { shownAddress } from '../shown-address.ts';
import type { ChatRules } from './chat-rules.ts';
import { chatAnswer } from './openai-answer.ts';
import { chatBody, ignoredInChat } from './openai-body.ts';
import { embeddingAnswer, embeddingBody } from './openai-embedding.ts';
import { responsesAnswer } from './openai-responses-answer.ts';
import { ignoredInResponses, responsesBody } from './openai-responses-body.ts';

/** What tells one vendor with OpenAI's interface from another. */
export interface OpenAiFamilyMember {
  readonly type: Provider['type'];
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly api: 'chat' | 'responses';
  /** The variable that holds the key when galley.yaml names none; `undefined`: no key is needed. */
  readonly keySecret?: string;
  /** The headers that carry a key. */
  keyHeaders(key: string): Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly rules: ChatRules;
  readonly embeds: boolean;
  /** Path below `baseUrl`, when it is not the operation's own name. */
  pathOf?(operation: string, model: string): string;
  readonly pricedAs?: Provider['pricedAs'];
  readonly declaredFor?: Provider['declaredFor'];
}

const operations = { chat: 'chat/completions', responses: 'responses' } as const;

/** A provider that speaks OpenAI's interface; the SDK is loaded and the key read at the first call. */
export function createOpenAiProvider(
  member: OpenAiFamilyMember,
  declaration: SendingProvider,
  context: ProviderContext,
): Provider {
  const { api, rules } = member;

  async function open(): Promise<Exchange> {
    const key = keyFor(declaration, member.baseUrl, { ...member, context });
    const { createOpenAiPost } = await import('./openai-client.ts');
    const post = createOpenAiPost({
      baseUrl: member.baseUrl,
      headers: key === undefined ? {} : member.keyHeaders(key),
      query: member.query,
    });
    return (request, signal) => {
      const operation = request.task === 'embedding' ? 'embeddings' : operations[api];
      const path = member.pathOf?.(operation, request.model) ?? operation;
      return post(`/${path}`, bodyOf(request), signal);
    };
  }

  function bodyOf(request: ProviderRequest): Record<string, unknown> {
    if (request.task === 'embedding') return embeddingBody(request);
    return api === 'chat' ? chatBody(request, rules) : responsesBody(request, rules);
  }

  function ignoredParameters(request: ProviderRequest): string[] {
    if (request.task === 'embedding') return ignoredInEmbedding(request);
    return api === 'chat' ? ignoredInChat(request, rules) : ignoredInResponses(request, rules);
  }

  const wire: Wire = {
    open,
    read(value, request) {
      if (request.task === 'embedding') return embeddingAnswer(value, request);
      return api === 'chat' ? chatAnswer(value, request) : responsesAnswer(value, request);
    },
    readError: filteredPrompt,
  };

  return {
    type: member.type,
    isScripted: false,
    endpoint: endpointOf(member),
    apiKind: api === 'chat' ? 'chat-completions' : 'responses',
    embeds: member.embeds,
    ...(member.declaredFor && { declaredFor: member.declaredFor }),
    ...(member.pricedAs && { pricedAs: member.pricedAs }),
    ignoredParameters,
    send: createSend(wire, { ...context, timeoutMs: declaration.timeoutMs }),
  };
}

function endpointOf({ baseUrl, query }: OpenAiFamilyMember): string {
  const address = shownAddress(baseUrl);
  return query === undefined ? address : `${address}?${new URLSearchParams(query)}`;
}

/**
 * A 400 by which a filter blocked the prompt is an answer: a refusal. Azure bills it without saying how
 * many tokens; gateways pass it on.
 */
const filteredPrompt: Wire['readError'] = (status, body, request) => {
  const error = isPlainObject(body) && isPlainObject(body.error) ? body.error : {};
  if (status !== 400 || error.code !== 'content_filter') return undefined;
  return {
    text: '',
    toolCalls: [],
    finishReason: 'refusal',
    usage: { inputTokens: undefined, cachedInputTokens: undefined, outputTokens: undefined },
    model: request.model,
  };
};
