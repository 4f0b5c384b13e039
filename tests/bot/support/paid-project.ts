import { type ChatServer, type SeenRequest, startChatServer } from '../../support/chat-server.ts';
import {
  promptFile,
  promptYaml,
  type SuiteText,
  suiteFile,
  suiteYaml,
} from '../../support/ticket-project.ts';

/**
 * What a model sorts as the prompt's own word says: `carefully` is right about everything, `quickly` is
 * wrong about hard tickets.
 */
export function ticketAnswer({ body }: Pick<SeenRequest, 'body'>): string {
  const text = body.messages.map(({ content }) => content).join('\n');
  return text.includes('quickly') && text.includes('hard') ? 'logistics' : 'billing';
}

/** That model behind HTTP. */
export function startTicketModel(delayMs = 0): Promise<ChatServer> {
  return startChatServer({ delayMs, answer: ticketAnswer });
}

/** The ticket project with that model; each call costs $0.00015 + $0.0003. */
export function paidProject(
  model: Pick<ChatServer, 'baseUrl'>,
  { policy = '', ...suite }: SuiteText & { readonly policy?: string } = {},
): Record<string, string> {
  return {
    'galley.yaml': `apiVersion: galley/v1
kind: Project
providers:
  house: {type: openai-compatible, base_url: "${model.baseUrl}", key: {secret: HOUSE_KEY}, allow_private: true}
models:
  default-chat:
    provider: house
    name: house-small
    parameters: {max_tokens: 50}
    pricing: {input_per_1m_usd: 1.5, output_per_1m_usd: 6, as_of: 2026-11-01, source: test}
${policy}`,
    [promptFile]: promptYaml('carefully'),
    [suiteFile]: suiteYaml(suite),
  };
}
