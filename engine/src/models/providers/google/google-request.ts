import type { JsonValue } from '../../../library/nodes.ts';
import { withoutUndefined } from '../../../units/without-undefined.ts';
import type { ProviderRequest } from '../contract.ts';
import { splitConversation } from '../split-conversation.ts';

/** One request in the words of Google's SDK, before its own addressing. */
export interface GoogleRequest {
  readonly contents: unknown;
  readonly config: Readonly<Record<string, unknown>>;
  /** Goes into the body as it is, beside or inside `generationConfig`. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
}

/** Keys of `extra` that stand beside `generationConfig` in the body; all others stand inside it. */
const besideConfig = new Set([
  'cachedContent',
  'labels',
  'safetySettings',
  'serviceTier',
  'service_tier',
  'toolConfig',
]);

/** Gemini 2.5 is told how many tokens to think for, later models how hard. */
const budgetModel = /\bgemini-2\.5\b/;

/** @source Google, "OpenAI compatibility", reasoning efforts and their thinking budgets, 2026-11 */
const budgets: Readonly<Record<string, number>> = {
  none: 0,
  minimal: 1024,
  low: 1024,
  medium: 8192,
  high: 24_576,
  xhigh: 24_576,
};

/** Later models cannot be told not to think: the least they know stands for `none`. */
const levels: Readonly<Record<string, string>> = {
  none: 'MINIMAL',
  minimal: 'MINIMAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  xhigh: 'HIGH',
};

/** A generateContent request, as the vendor documents it. */
export function googleRequest(request: ProviderRequest): GoogleRequest {
  const { temperature, top_p, stop, max_tokens, seed, extra } = request.parameters;
  const { system, turns } = splitConversation(request.messages);
  const config = withoutUndefined({
    systemInstruction: system === '' ? undefined : system,
    temperature,
    topP: top_p,
    maxOutputTokens: max_tokens,
    stopSequences: typeof stop === 'string' ? [stop] : stop,
    seed,
    thinkingConfig: thinkingOf(request),
    tools: request.tools.length === 0 ? undefined : [{ functionDeclarations: toolsOf(request) }],
    responseMimeType: request.output.format === 'json' ? 'application/json' : undefined,
    responseJsonSchema: request.output.format === 'json' ? request.output.schema : undefined,
  });
  return { contents: contentsOf(turns), config, ...(extra && { extraBody: extraBody(extra) }) };
}

/** The one text to embed; `extra` may say the vector's size and purpose. */
export function googleEmbeddingRequest(request: ProviderRequest): GoogleRequest {
  const { outputDimensionality, taskType, title, autoTruncate } = request.parameters.extra ?? {};
  return {
    contents: request.messages.map(({ content }) => content).join('\n\n'),
    config: withoutUndefined({ outputDimensionality, taskType, title, autoTruncate }),
  };
}

/** The API wants turns to alternate, so those of one role in a row become parts of one. */
function contentsOf(turns: ReturnType<typeof splitConversation>['turns']): unknown[] {
  const contents: { role: string; parts: { text: string }[] }[] = [];
  for (const { role, text } of turns) {
    const theirs = role === 'assistant' ? 'model' : 'user';
    const last = contents.at(-1);
    if (last?.role === theirs) last.parts.push({ text });
    else contents.push({ role: theirs, parts: [{ text }] });
  }
  return contents;
}

function thinkingOf({ model, parameters }: ProviderRequest): Record<string, unknown> | undefined {
  const effort = parameters.reasoning_effort;
  if (effort === undefined) return undefined;
  return budgetModel.test(model)
    ? { thinkingBudget: budgets[effort] }
    : { thinkingLevel: levels[effort] };
}

function toolsOf({ tools }: ProviderRequest): Record<string, unknown>[] {
  return tools.map(({ name, description, parameters }) =>
    withoutUndefined({ name, description, parametersJsonSchema: parameters }),
  );
}

function extraBody(extra: Readonly<Record<string, JsonValue>>): Record<string, unknown> {
  const entries = Object.entries(extra);
  const beside = entries.filter(([key]) => besideConfig.has(key));
  const inside = entries.filter(([key]) => !besideConfig.has(key));
  return {
    ...Object.fromEntries(beside),
    ...(inside.length > 0 && { generationConfig: Object.fromEntries(inside) }),
  };
}
