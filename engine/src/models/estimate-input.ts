import { canonicalJson } from '../units/canonical-json.ts';
import { countTokens } from './count-tokens.ts';
import type { Provider, ProviderRequest } from './providers/contract.ts';

/** @source OpenAI cookbook, "How to count tokens with tiktoken": three per message and its role; three for the answer */
const tokensPerMessage = 4;
const tokensPerRequest = 3;

/** Input tokens of a request before it is sent. */
export interface InputEstimate {
  readonly tokens: number;
  /** True for plain text to a model whose encoding is published; bills still come from the vendor. */
  readonly isExact: boolean;
}

/**
 * How many input tokens a request has: its texts as the model's tokenizer counts them, plus what
 * vendors add around messages. Tools and schemas are estimated: no vendor says how it writes them.
 */
export async function estimateInput(
  request: ProviderRequest,
  provider: Pick<Provider, 'type' | 'pricedAs'>,
): Promise<InputEstimate> {
  // A deployment has a name of its own; the price table's is the model's.
  const model = provider.pricedAs?.(request)?.model ?? request.model;
  const shapes = [...request.tools, request.output.schema].filter((it) => it !== undefined);
  const texts = [
    ...request.messages.map((message) => message.content),
    ...shapes.map((shape) => canonicalJson(shape)),
  ];
  let tokens = 0;
  let isExact = shapes.length === 0 && !request.parameters.extra;
  for (const text of texts) {
    const counted = await countTokens(text, { providerType: provider.type, model });
    tokens += counted.tokens;
    if (counted.isEstimate) isExact = false;
  }
  if (request.task === 'embedding') return { tokens, isExact };
  const wrapping = request.messages.length * tokensPerMessage + tokensPerRequest;
  return { tokens: tokens + wrapping, isExact };
}
