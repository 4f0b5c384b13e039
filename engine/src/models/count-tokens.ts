import { type CountedModel, encodingOf } from './encoding-of.ts';
import { loadTokenizer } from './tokenizer.ts';

/** Tokens of a text before anyone sent it. */
export interface TokenCount {
  readonly tokens: number;
  /** False when it was counted with the model's own published encoding. */
  readonly isEstimate: boolean;
}

/**
 * Tokens of a text for a model: exact for OpenAI's published encodings, elsewhere an estimate that is
 * rounded up. Text that looks like a special token counts as text. The tokenizer is loaded on first
 * use (100 to 300 ms).
 */
export async function countTokens(text: string, model: CountedModel): Promise<TokenCount> {
  const { name, factor, isOwn } = encodingOf(model);
  const count = await loadTokenizer(name);
  return { tokens: Math.ceil(count(text) * factor), isEstimate: !isOwn };
}
