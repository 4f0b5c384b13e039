import { estimateTokens } from './estimate-tokens.ts';
import type { ProviderRequest } from './providers/contract.ts';

/**
 * About how many tokens a request takes from a minute's allowance before its answer is known: its text
 * and the longest answer, as vendors count it. An estimate without a tokenizer.
 */
export function expectedTokens(request: ProviderRequest): number {
  let tokens = request.task === 'embedding' ? 0 : (request.parameters.max_tokens ?? 0);
  for (const message of request.messages) tokens += estimateTokens(message.content);
  for (const tool of request.tools) tokens += estimateTokens(JSON.stringify(tool));
  return tokens;
}
