/** A token count that is no bill: `isEstimate` is always true, because only the vendor's count is. */
export interface TokenCount {
  readonly tokens: number;
  readonly isEstimate: true;
}

/**
 * Tokens of a text under the o200k tokenizer, loaded on first use (about 250 ms); exact for text of
 * current OpenAI models, an estimate for other vendors and for the wrapping of messages.
 */
export async function countTokens(text: string): Promise<TokenCount> {
  const { countO200k } = await import('./tokenizer.ts');
  return { tokens: countO200k(text), isEstimate: true };
}
