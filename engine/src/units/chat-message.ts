/** Who can say a message. */
export const roles = ['system', 'developer', 'user', 'assistant'] as const;

/** Who says a message. */
export type Role = (typeof roles)[number];

/** A message as it is sent or was answered. */
export interface ChatMessage {
  readonly role: Role;
  readonly content: string;
}
