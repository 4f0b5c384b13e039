import { withoutUndefined } from '../../../units/without-undefined.ts';
import type { ProviderRequest } from '../contract.ts';
import { type ConversationTurn, splitConversation } from '../split-conversation.ts';
import { anthropicSchema } from './anthropic-schema.ts';
import { claudeModel } from './claude-model.ts';

/** What `max_tokens` is when nobody gives it: Anthropic requires one, and every model takes this. */
export const anthropicMaxTokens = 4096;

/** Anthropic refuses a smaller budget. */
const smallestBudget = 1024;

/** Part of `max_tokens` that an older model may think for; the rest is left for the answer. */
const budgetShares: Readonly<Record<string, number>> = {
  minimal: 0.1,
  low: 0.2,
  medium: 0.5,
  high: 0.8,
  xhigh: 0.95,
};

/** The body of a Messages request, as the vendor documents it. */
export function anthropicBody(request: ProviderRequest): Record<string, unknown> {
  const { temperature, top_p, stop, max_tokens = anthropicMaxTokens, extra } = request.parameters;
  const { system, turns } = splitConversation(request.messages);
  const takesSampling = samplingIsTaken(request);
  return withoutUndefined({
    ...extra,
    model: request.model,
    max_tokens,
    system: system === '' ? undefined : system,
    messages: turns.map(messageOf),
    temperature: takesSampling ? temperature : undefined,
    top_p: takesSampling ? top_p : undefined,
    stop_sequences: typeof stop === 'string' ? [stop] : stop,
    tools: request.tools.length === 0 ? undefined : request.tools.map(toolOf),
    ...reasoningOf(request, max_tokens),
  });
}

/** Names of what a request gives and Anthropic, or this model, does not take. */
export function anthropicIgnores(request: ProviderRequest): string[] {
  const { parameters, output } = request;
  const ignored = samplingIsTaken(request)
    ? (['seed'] as const)
    : (['temperature', 'top_p', 'seed'] as const);
  const names: string[] = ignored.filter((name) => parameters[name] !== undefined);
  const hasSchema = output.format === 'json' && output.schema !== undefined;
  return hasSchema && anthropicSchema(output.schema) === undefined
    ? [...names, 'output.schema']
    : names;
}

/** While a model thinks, it takes no sampling parameters either. */
function samplingIsTaken({ model, parameters: { reasoning_effort } }: ProviderRequest): boolean {
  const thinks = reasoning_effort !== undefined && reasoning_effort !== 'none';
  return !thinks && claudeModel(model).takesSampling;
}

/** How hard to think and what the answer must look like; both live in `output_config`. */
function reasoningOf(request: ProviderRequest, maxTokens: number): Record<string, unknown> {
  const effort = request.parameters.reasoning_effort;
  const format = formatOf(request);
  const isAdaptive = claudeModel(request.model).thinking === 'adaptive';
  if (effort === undefined || effort === 'none') {
    return {
      // Older models think only when told to, and the oldest do not know the word.
      thinking: effort === 'none' && isAdaptive ? { type: 'disabled' } : undefined,
      output_config: format && { format },
    };
  }
  if (isAdaptive) {
    const known = effort === 'minimal' ? 'low' : effort;
    return {
      thinking: { type: 'adaptive' },
      output_config: withoutUndefined({ effort: known, format }),
    };
  }
  const share = Math.floor(maxTokens * (budgetShares[effort] ?? 0));
  return {
    thinking: { type: 'enabled', budget_tokens: Math.max(smallestBudget, share) },
    output_config: format && { format },
  };
}

/** JSON without a schema is the prompt's own business: the API has no such mode. */
function formatOf({ output }: ProviderRequest): Record<string, unknown> | undefined {
  if (output.format !== 'json' || output.schema === undefined) return undefined;
  const schema = anthropicSchema(output.schema);
  return schema && { type: 'json_schema', schema };
}

/** Turns of one role in a row may stay: the API joins them. */
function messageOf({ role, text }: ConversationTurn): Record<string, unknown> {
  return { role, content: text };
}

function toolOf(tool: ProviderRequest['tools'][number]): Record<string, unknown> {
  return withoutUndefined({
    name: tool.name,
    description: tool.description,
    input_schema: tool.parameters ?? { type: 'object', properties: {} },
  });
}
