import type { ChatMessage } from '@galley/engine/library';
import { chatBody, chatRulesOf, mergeParameters } from '@galley/engine/models';
import type { OpenedPrompt } from './open-prompt.ts';

/**
 * The chat-completions request that a prompt makes: its alias resolved as galley.yaml says; the
 * alias itself, or `undefined`, where nothing resolves it.
 */
export function openAiRequest(
  { library, prompt, body }: OpenedPrompt,
  messages: readonly ChatMessage[],
): Record<string, unknown> {
  const alias = library.project.models.get(body.model.ref ?? '');
  const provider = library.project.providers.get(alias?.provider ?? '');
  return chatBody(
    {
      model: alias?.name ?? body.model.ref ?? 'unnamed',
      messages,
      parameters: mergeParameters([alias?.parameters, body.model.parameters]),
      tools: prompt.tools,
      output: body.output,
      repeat: 0,
    },
    chatRulesOf(provider),
  );
}
