import type { Usage } from './providers/contract.ts';

const always = {
  inputTokens: undefined,
  cachedInputTokens: undefined,
  outputTokens: undefined,
} satisfies Partial<Usage>;

/**
 * The same counts in the one form that a fresh answer and a stored one share: the three that every vendor
 * has are always there, the others only when they were said.
 */
export function plainUsage(usage: Usage): Usage {
  const said = Object.entries(usage).filter(([, count]) => count !== undefined);
  return { ...always, ...Object.fromEntries(said) };
}
