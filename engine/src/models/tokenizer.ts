import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

/** Tokens of a text under o200k_base; text that looks like a special token is plain text. */
export function countO200k(text: string): number {
  return countTokens(text, { disallowedSpecial: new Set() });
}
