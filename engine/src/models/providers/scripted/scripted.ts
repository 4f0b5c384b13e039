import { type RenderedView, renderedText } from '../../../render/rendered-text.ts';
import { sha256 } from '../../../units/content-hash.ts';
import { estimateTokens } from '../../estimate-tokens.ts';
import type { Provider, ProviderAnswer, ProviderRequest, Usage } from '../contract.ts';
import { fakeEmbedding } from './fake-embedding.ts';
import { parseScript } from './parse-script.ts';
import { pickAnswer, type ScriptAnswer } from './script.ts';

/** What a scripted provider answers from: a file's name and text, or the request itself. */
export type ScriptSource =
  | { readonly file: string; readonly text: string }
  | { readonly echo: true };

/**
 * An honest fake of a model: answers by the rules of a file, or echoes the last user message. Sends
 * nothing, costs nothing, and counts tokens by estimate where its file does not say. Its embeddings are
 * fakes too: {@link fakeEmbedding}.
 * @throws GalleyError `project-invalid` when the file is no script
 */
export function createScripted(source: ScriptSource): Provider {
  const answerOf = 'echo' in source ? echo : scriptedAnswer(source.file, source.text);
  return {
    type: 'scripted',
    isScripted: true,
    endpoint: 'echo' in source ? 'scripted:echo' : `scripted:${source.file}#${sha256(source.text)}`,
    apiKind: 'scripted',
    embeds: true,
    async send(request, signal) {
      signal.throwIfAborted();
      const answer = request.task === 'embedding' ? embedded(request) : answerOf(request);
      return { ok: true, answer };
    },
  };
}

function echo(request: ProviderRequest): ProviderAnswer {
  const text = renderedText(request.messages, 'last_user');
  return answered(request, text, undefined, 0);
}

/** No rule is asked: a vector says how the text is spelled, not what it means. */
function embedded(request: ProviderRequest): ProviderAnswer {
  const text = request.messages.map(({ content }) => content).join('\n');
  const usage = { ...estimatedUsage(request, ''), outputTokens: 0 };
  return answered(request, JSON.stringify(fakeEmbedding(text)), usage, 0);
}

function scriptedAnswer(file: string, source: string) {
  const script = parseScript(source, file);
  return (request: ProviderRequest): ProviderAnswer => {
    const views = new Map<RenderedView, string>();
    const chosen: ScriptAnswer = pickAnswer(script, (of) => {
      const seen = views.get(of) ?? renderedText(request.messages, of);
      views.set(of, seen);
      return seen;
    });
    const text = chosen.texts[request.repeat % chosen.texts.length] ?? '';
    return answered(request, text, chosen.usage, chosen.latencyMs);
  };
}

function answered(
  request: ProviderRequest,
  text: string,
  usage: Usage | undefined,
  latencyMs: number,
): ProviderAnswer {
  return {
    text,
    toolCalls: [],
    finishReason: 'stop',
    usage: usage ?? estimatedUsage(request, text),
    model: request.model,
    latencyMs,
  };
}

function estimatedUsage(request: ProviderRequest, text: string): Usage {
  let inputTokens = 0;
  for (const message of request.messages) inputTokens += estimateTokens(message.content);
  return { inputTokens, cachedInputTokens: undefined, outputTokens: estimateTokens(text) };
}
