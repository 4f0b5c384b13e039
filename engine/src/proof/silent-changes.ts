import type { Prompt, PromptBody } from '../library/nodes.ts';
import { canonicalJson } from '../units/canonical-json.ts';

/** What changed in a prompt or variant that no rendered text shows, as a sentence; `undefined`: nothing. */
export function silentChanges(
  before: Prompt | undefined,
  after: Prompt | undefined,
  variant: string | undefined,
): string | undefined {
  const old = bodyOf(before, variant);
  const now = bodyOf(after, variant);
  if (before === undefined || after === undefined || !old || !now) return undefined;
  const differs = (one: unknown, other: unknown) =>
    canonicalJson(withoutUndefined(one)) !== canonicalJson(withoutUndefined(other));
  const changed = [
    ...(old.model.ref === now.model.ref ? [] : [modelText(old.model.ref, now.model.ref)]),
    ...(differs(old.model.parameters, now.model.parameters) ? ['other model parameters'] : []),
    ...(differs(old.output, now.output) ? ['another output format or schema'] : []),
    ...(differs(before.tools, after.tools) ? ['other tools'] : []),
  ];
  return changed.length === 0 ? undefined : `It has ${changed.join(', ')}.`;
}

function modelText(old: string | undefined, now: string | undefined): string {
  const name = (ref: string | undefined) => (ref === undefined ? 'none' : `\`${ref}\``);
  return `the model ${name(now)} instead of ${name(old)}`;
}

function bodyOf(prompt: Prompt | undefined, variant: string | undefined): PromptBody | undefined {
  return variant === undefined ? prompt?.body : prompt?.variants.get(variant);
}

function withoutUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
