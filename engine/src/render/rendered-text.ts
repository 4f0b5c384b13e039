import type { ChatMessage } from '../library/nodes.ts';

/** Which part of a rendered prompt to read. */
export type RenderedView = 'rendered' | 'system' | 'last_user';

/**
 * Text of rendered messages: all joined by a blank line, the system and developer messages joined
 * the same way, or the last user message; empty when there is none.
 */
export function renderedText(messages: readonly ChatMessage[], view: RenderedView): string {
  if (view === 'last_user') {
    return messages.findLast((message) => message.role === 'user')?.content ?? '';
  }
  const chosen = view === 'rendered' ? messages : messages.filter(isSystem);
  return chosen.map((message) => message.content).join('\n\n');
}

function isSystem({ role }: ChatMessage): boolean {
  return role === 'system' || role === 'developer';
}
