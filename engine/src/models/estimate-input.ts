import { canonicalJson } from '../units/canonical-json.ts';
import { countTokens } from './count-tokens.ts';
import type { ProviderRequest } from './providers/contract.ts';

const tokensPerMessage = 4;
const tokensPerRequest = 3;

/**
 * About how many input tokens a request has: its text under the o200k tokenizer, plus what vendors
 * add around messages. An estimate; bills come from the vendor's own count.
 */
export async function estimateInputTokens(request: ProviderRequest): Promise<number> {
  const texts = request.messages.map((message) => message.content);
  const shapes = [...request.tools, request.output.schema].filter((it) => it !== undefined);
  const joined = [...texts, ...shapes.map((shape) => canonicalJson(shape))].join('\n');
  const { tokens } = await countTokens(joined);
  return tokens + request.messages.length * tokensPerMessage + tokensPerRequest;
}
