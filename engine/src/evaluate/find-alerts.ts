import type { GuardName, GuardrailAlert } from '../guardrails/contract.ts';
import { scanText } from '../guardrails/scan-text.ts';
import type { ChatMessage } from '../library/nodes.ts';
import type { ProviderAnswer } from '../models/providers/contract.ts';

/** A suspicion about one draw: in what was sent, or in what came back. */
export interface RunAlert extends GuardrailAlert {
  readonly where: 'input' | 'output';
}

/**
 * What the guards suspect in the messages and in the answer, each once. Injection is looked for where
 * strangers' words stand: not in what the prompt's author wrote for the system.
 */
export function findAlerts(
  messages: readonly ChatMessage[],
  answer: Pick<ProviderAnswer, 'text' | 'toolCalls'> | undefined,
  guards: ReadonlySet<GuardName>,
): RunAlert[] {
  const authors = new Set(guards);
  authors.delete('injection');
  const input = messages.flatMap(({ role, content }) =>
    scanText(content, role === 'system' || role === 'developer' ? authors : guards),
  );
  const said = answer && [answer.text, ...answer.toolCalls.map((call) => JSON.stringify(call))];
  const output = (said ?? []).flatMap((text) => scanText(text, guards));
  return [...located(input, 'input'), ...located(output, 'output')];
}

function located(alerts: readonly GuardrailAlert[], where: RunAlert['where']): RunAlert[] {
  const once = new Map(alerts.map((alert) => [`${alert.rule}\n${alert.excerpt}`, alert]));
  return [...once.values()].map((alert) => ({ ...alert, where }));
}
