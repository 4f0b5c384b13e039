import type { ChatMessage } from '../../library/nodes.ts';

export interface ConversationTurn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/**
 * A conversation for vendors that keep instructions apart from turns. System and developer messages
 * are joined in their order, wherever they stand: not every model takes one in the middle. A prompt of
 * such messages alone becomes one turn of the user, because these vendors answer nothing but a turn.
 */
export function splitConversation(messages: readonly ChatMessage[]): {
  /** Empty where there is none. */
  readonly system: string;
  readonly turns: readonly ConversationTurn[];
} {
  const instructions: string[] = [];
  const turns: ConversationTurn[] = [];
  for (const { role, content } of messages) {
    if (role === 'user' || role === 'assistant') turns.push({ role, text: content });
    else if (content.trim() !== '') instructions.push(content);
  }
  const system = instructions.join('\n\n');
  if (turns.length > 0) return { system, turns };
  return { system: '', turns: [{ role: 'user', text: system }] };
}
