import type { GuardName, GuardrailAlert } from './contract.ts';
import { injectionGuard } from './injection-guard.ts';
import { piiGuard } from './pii-guard.ts';
import { secretsGuard } from './secrets-guard.ts';

/** Every guard, in the order of reports. */
export const guards = [piiGuard, secretsGuard, injectionGuard] as const;

/** What is beyond this is not looked at: about 250,000 tokens. */
const longestText = 1_000_000;

/** What these guards suspect in a text, in the order of guards and rules. */
export function scanText(text: string, wanted: ReadonlySet<GuardName>): GuardrailAlert[] {
  const looked = text.length > longestText ? text.slice(0, longestText) : text;
  return guards.filter(({ name }) => wanted.has(name)).flatMap((guard) => guard.scan(looked));
}
