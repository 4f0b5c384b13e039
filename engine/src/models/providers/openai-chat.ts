import type { ProviderDeclaration } from '../../library/project.ts';
import { guardHost } from '../host-guard.ts';
import { secretFor } from '../secret-binding.ts';
import type { ProviderContext } from './context.ts';
import type { Provider, ProviderRequest, ProviderResult } from './contract.ts';
import { httpFailure } from './http-failure.ts';
import { networkFailure } from './network-failure.ts';
import { openAiAnswer } from './openai-answer.ts';
import { ignoredParameters, openAiBody } from './openai-body.ts';
import type { OpenAiConnection, PostChat } from './openai-client.ts';
import type { RawResponse } from './post-request.ts';

type OpenAiDeclaration = Extract<ProviderDeclaration, { type: 'openai' | 'openai-compatible' }>;

const vendorAddress = 'https://api.openai.com/v1';
const defaultTimeoutMs = 120_000;

/**
 * A provider that speaks OpenAI's chat completions: OpenAI itself, or any server with the same API.
 * The SDK is loaded, the host checked and the key read at the first call.
 */
export function createOpenAiChat(
  declaration: OpenAiDeclaration,
  context: ProviderContext,
): Provider {
  const baseUrl = (declaration.baseUrl ?? vendorAddress).replace(/\/+$/, '');
  const timeoutMs = declaration.timeoutMs ?? defaultTimeoutMs;
  const isVendor = declaration.type === 'openai';
  let post: Promise<PostChat> | undefined;

  async function connect(): Promise<PostChat> {
    const connection = openConnection(declaration, { baseUrl, timeoutMs, context });
    const { createPostChat } = await import('./openai-client.ts');
    return createPostChat(connection);
  }

  return {
    type: declaration.type,
    isScripted: false,
    endpoint: withoutCredentials(baseUrl),
    apiKind: 'chat-completions',
    ignoredParameters: (request) => ignoredParameters(request, isVendor),
    async send(request, signal) {
      signal.throwIfAborted();
      post ??= connect();
      const send = await post;
      const startedAtMs = context.clock.elapsedMs();
      const sent = send(openAiBody(request, isVendor), signal);
      const response = await sent.catch((error: unknown) => {
        signal.throwIfAborted();
        return networkFailure(error, timeoutMs);
      });
      if (!('headers' in response)) return { ok: false, failure: response };
      return readResponse(response, request, {
        latencyMs: Math.round(context.clock.elapsedMs() - startedAtMs),
        nowMs: context.clock.now(),
      });
    },
  };
}

/** An address with user information is refused before the first call; until then it is not shown. */
function withoutCredentials(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || (url.username === '' && url.password === '')) return address;
  url.username = '';
  url.password = '';
  return url.href;
}

function openConnection(
  declaration: OpenAiDeclaration,
  where: {
    readonly baseUrl: string;
    readonly timeoutMs: number;
    readonly context: ProviderContext;
  },
): OpenAiConnection {
  const { secrets, allowPrivateHosts } = where.context;
  const provider = declaration.name;
  const url = guardHost(where.baseUrl, {
    allowPrivate: allowPrivateHosts && declaration.allowPrivate,
    provider,
  });
  const secret =
    declaration.keySecret ?? (declaration.type === 'openai' ? 'OPENAI_API_KEY' : undefined);
  return {
    baseUrl: where.baseUrl,
    key: secret === undefined ? undefined : secretFor(secret, url, { secrets, provider }),
    organization: declaration.organization,
    timeoutMs: where.timeoutMs,
  };
}

function readResponse(
  response: RawResponse,
  request: ProviderRequest,
  measured: { readonly latencyMs: number; readonly nowMs: number },
): ProviderResult {
  if (response.status !== 200) {
    return { ok: false, failure: httpFailure(response, measured.nowMs) };
  }
  const type = response.headers.get('content-type') ?? '';
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(type)) {
    return unreadable(`the answer is ${type === '' ? 'without content type' : type}, not JSON`);
  }
  const answer = openAiAnswer(parsed(response.body), {
    model: request.model,
    latencyMs: measured.latencyMs,
  });
  return answer ? { ok: true, answer } : unreadable('the answer is no chat completion');
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A 200 that cannot be read was billed in all likelihood, and asking again would be billed again. */
function unreadable(message: string): ProviderResult {
  return {
    ok: false,
    failure: {
      status: 200,
      message,
      isRetryable: false,
      isFatal: false,
      retryAfterMs: undefined,
      mayHaveCost: true,
    },
  };
}
