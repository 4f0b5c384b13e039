/** What promptfoo writes before a model's name, as a provider of galley.yaml. */
export interface Vendor {
  /** Name that the provider gets. */
  readonly name: string;
  readonly type: string;
  /** Environment variable that promptfoo reads the key from; absent where none is needed. */
  readonly secret?: string;
  /** Where an OpenAI-compatible service is reached. */
  readonly baseUrl?: string;
  readonly isPrivate?: true;
}

/** Addresses as the vendors document them, 2026-11. */
export const vendors: Readonly<Record<string, Vendor>> = {
  openai: { name: 'openai', type: 'openai', secret: 'OPENAI_API_KEY' },
  anthropic: { name: 'anthropic', type: 'anthropic', secret: 'ANTHROPIC_API_KEY' },
  google: { name: 'google', type: 'google', secret: 'GOOGLE_API_KEY' },
  palm: { name: 'google', type: 'google', secret: 'GOOGLE_API_KEY' },
  groq: { name: 'groq', type: 'groq' },
  azure: { name: 'azure', type: 'azure-openai' },
  azureopenai: { name: 'azure', type: 'azure-openai' },
  vertex: { name: 'vertex', type: 'google' },
  ollama: compatible('ollama', 'http://localhost:11434/v1'),
  localai: compatible('localai', 'http://localhost:8080/v1'),
  openrouter: compatible('openrouter', 'https://openrouter.ai/api/v1', 'OPENROUTER_API_KEY'),
  mistral: compatible('mistral', 'https://api.mistral.ai/v1', 'MISTRAL_API_KEY'),
  deepseek: compatible('deepseek', 'https://api.deepseek.com/v1', 'DEEPSEEK_API_KEY'),
  xai: compatible('xai', 'https://api.x.ai/v1', 'XAI_API_KEY'),
  togetherai: compatible('together', 'https://api.together.xyz/v1', 'TOGETHER_API_KEY'),
  cerebras: compatible('cerebras', 'https://api.cerebras.ai/v1', 'CEREBRAS_API_KEY'),
};

/** Interfaces that stand between the vendor and the model: `openai:chat:gpt-4o`. */
export const chatInterfaces: ReadonlySet<string> = new Set(['chat', 'messages', 'responses']);

/** Interfaces that give embeddings, for `similar`. */
export const embeddingInterfaces: ReadonlySet<string> = new Set(['embedding', 'embeddings']);

/** Interfaces of promptfoo that are no chat. */
export const otherInterfaces: ReadonlySet<string> = new Set([
  'completion',
  'assistant',
  'image',
  'realtime',
  'moderation',
  'transcription',
  'speech',
  'video',
]);

function compatible(name: string, baseUrl: string, secret?: string): Vendor {
  const type = 'openai-compatible';
  return secret === undefined
    ? { name, type, baseUrl, isPrivate: true }
    : { name, type, baseUrl, secret };
}
