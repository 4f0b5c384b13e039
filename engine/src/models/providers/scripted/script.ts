import type { RenderedView } from '../../../render/rendered-text.ts';
import type { Usage } from '../contract.ts';

/** A scripted model's file, ready to answer. */
export interface Script {
  readonly rules: readonly ScriptRule[];
  readonly otherwise: ScriptAnswer;
}

/** The first rule whose condition holds answers. */
export interface ScriptRule {
  readonly when: ScriptCondition;
  readonly answer: ScriptAnswer;
}

/** When a rule answers; a test runs on the text that `of` names. */
export type ScriptCondition =
  | {
      readonly kind: 'text';
      readonly matches: (text: string) => boolean;
      readonly of: RenderedView;
    }
  | { readonly kind: 'all' | 'any'; readonly conditions: readonly ScriptCondition[] };

export interface ScriptAnswer {
  /** One answer per repeat, cycled; never empty. */
  readonly texts: readonly string[];
  /** `undefined`: estimated from the texts. */
  readonly usage: Usage | undefined;
  /** What the answer reports as its latency; nothing waits for it. */
  readonly latencyMs: number;
}

/** The answer of the first rule that fits what `view` shows of the rendered prompt, else `otherwise`. */
export function pickAnswer(script: Script, view: (of: RenderedView) => string): ScriptAnswer {
  return script.rules.find((rule) => holds(rule.when, view))?.answer ?? script.otherwise;
}

function holds(condition: ScriptCondition, view: (of: RenderedView) => string): boolean {
  if (condition.kind === 'text') return condition.matches(view(condition.of));
  const test = (part: ScriptCondition) => holds(part, view);
  return condition.kind === 'all'
    ? condition.conditions.every(test)
    : condition.conditions.some(test);
}
