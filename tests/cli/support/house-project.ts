import { type ChatServer, startChatServer } from '../../support/chat-server.ts';

/** A server whose every answer is `Fine.`, for 100 tokens in and 10 out. */
export function startHouse(options: { readonly delayMs?: number } = {}): Promise<ChatServer> {
  return startChatServer({
    ...options,
    answer: () => 'Fine.',
    usage: { prompt_tokens: 100, completion_tokens: 10 },
  });
}

/** The last message of each request that a server saw, in order. */
export function questionsTo({ requests }: Pick<ChatServer, 'requests'>): string[] {
  return requests.map(({ body }) => body.messages.at(-1)?.content ?? '');
}

/** A project whose only model lives on the server: one prompt with `cases` cases. */
export function projectOn(baseUrl: string, cases: number, key = ''): Record<string, string> {
  const inputs = Array.from(
    { length: cases },
    (_, index) => `  - id: case-${index}
    inputs: {message: Question ${index}}
`,
  );
  return {
    'galley.yaml': `apiVersion: galley/v1
kind: Project
providers:
  house:
    type: openai-compatible
    base_url: "${baseUrl}"
    allow_private: true${key}
models:
  default-chat:
    provider: house
    name: house-small
    parameters: {max_tokens: 10}
    pricing: {input_per_1m_usd: 1, output_per_1m_usd: 10, as_of: 2026-11-01}
budgets: {run_usd: 1, mode: strict}
`,
    'prompts/answer.yaml': `apiVersion: galley/v1
kind: Prompt
inputs: {message: {type: string}}
content: "{{ message }}"
model: {ref: default-chat}
cases:
${inputs.join('')}checks:
  - {name: fine, contains: Fine}
`,
  };
}
