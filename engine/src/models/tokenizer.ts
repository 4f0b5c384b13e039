/** Counts tokens under one of OpenAI's encodings; text that looks like a special token is plain text. */
export type CountText = (text: string) => number;

/** Loads an encoding, 100 to 300 ms the first time: each is a file of its own, and few need both. */
export async function loadTokenizer(encoding: 'o200k' | 'cl100k'): Promise<CountText> {
  const { countTokens } =
    encoding === 'cl100k'
      ? await import('gpt-tokenizer/encoding/cl100k_base')
      : await import('gpt-tokenizer/encoding/o200k_base');
  return (text) => countTokens(text, { disallowedSpecial: new Set() });
}
