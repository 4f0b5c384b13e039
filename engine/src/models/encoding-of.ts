/** A model as its provider calls it. */
export interface CountedModel {
  /** The provider's type in galley.yaml. */
  readonly providerType: string;
  readonly model: string;
}

/** How a text's tokens are counted for a model. */
export interface Encoding {
  readonly name: 'o200k' | 'cl100k';
  /** 1 where the encoding is the model's own, else what its count is multiplied by. */
  readonly factor: number;
  /** True where the vendor says that the model uses this encoding. */
  readonly isOwn: boolean;
}

/**
 * Encodings as OpenAI publishes them, by the beginning of the model's name.
 * @source openai/tiktoken, tiktoken/model.py, 2025-08; later families are not listed there
 */
const cl100kModels = /^(gpt-3\.5|gpt-4(-|$)|text-embedding-(ada-002|3-)|babbage-002|davinci-002)/;
const o200kModels = /^(gpt-4o|gpt-4\.[15]|gpt-5|o[134](-|$)|chatgpt-4o|gpt-oss-)/;

/**
 * Roughly how many more tokens other vendors count than o200k does for the same text, with room to
 * spare. The field reports 1.15 to 1.25 for Anthropic and Google, and less for Llama and its kin; none
 * of them publishes a tokenizer that works offline.
 */
const factors: Readonly<Record<string, number>> = { anthropic: 1.2, google: 1.2 };
const otherFactor = 1.1;

/** The encoding to count a model's tokens with: its own where that is published. */
export function encodingOf({ providerType, model }: CountedModel): Encoding {
  const name = model.replace(/^(ft:|openai\/)/, '');
  if (cl100kModels.test(name)) return { name: 'cl100k', factor: 1, isOwn: true };
  if (o200kModels.test(name)) return { name: 'o200k', factor: 1, isOwn: true };
  const isOpenAi = providerType === 'openai' || providerType === 'azure-openai';
  const factor = isOpenAi ? 1 : (factors[providerType] ?? otherFactor);
  return { name: 'o200k', factor, isOwn: false };
}
