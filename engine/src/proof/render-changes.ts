import { GalleyError } from '../errors/galley-error.ts';
import { targetName } from '../evaluate/find-target.ts';
import type { RenderCase } from '../evaluate/render-case.ts';
import type { Change } from '../library/change-set.ts';
import type { Library } from '../library/library.ts';
import type { Case, ChatMessage, JsonValue, Prompt } from '../library/nodes.ts';
import { shortLineDiff } from '../matching/line-diff.ts';
import { estimateTokens } from '../models/estimate-tokens.ts';
import type { OpenedChange } from './change.ts';
import { semanticChanges } from './changed-nodes.ts';
import type { RenderChange, RenderedCase } from './proof.ts';
import { silentChanges } from './silent-changes.ts';

const mostCasesRendered = 200;
const mostDiffsShown = 3;
const mostDiffLines = 80;

type RenderSide = Pick<OpenedChange, 'base' | 'head' | 'changes'>;

/** What every changed prompt and variant renders to on both sides, over the cases of its suites. */
export function renderChanges(change: RenderSide, renderers: Renderers): RenderChange[] {
  return [...semanticChanges(change.changes, 'prompt').values()]
    .filter((entry) => hasOtherText(entry, change))
    .flatMap((entry) =>
      targetsOf(entry, change).map((variant) => renderTarget(entry, variant, change, renderers)),
    );
}

/** False where only the model behind an alias changed. */
function hasOtherText({ id, from }: Change, { base, head }: RenderSide): boolean {
  const before = base.prompts.get(from?.id ?? id);
  const after = head.prompts.get(id);
  return before?.closureHash !== after?.closureHash;
}

/** The prompt itself, then each variant that head (or, when removed, base) has. */
function targetsOf(entry: Change, { base, head }: RenderSide): (string | undefined)[] {
  const prompt = head.prompts.get(entry.id) ?? base.prompts.get(entry.id);
  if (entry.what === 'removed' || prompt === undefined) return [undefined];
  return [undefined, ...prompt.variants.keys()];
}

export interface Renderers {
  readonly base: RenderCase;
  readonly head: RenderCase;
}

function renderTarget(
  entry: Change,
  variant: string | undefined,
  { base, head }: RenderSide,
  renderers: Renderers,
): RenderChange {
  const target = variant === undefined ? entry.id : `${entry.id}+${variant}`;
  const before = base.prompts.get(entry.from?.id ?? entry.id);
  const after = head.prompts.get(entry.id);
  const cases = after === undefined ? [] : casesFor(target, after, head);
  const rendered = new Map<string, RenderedCase>();
  let baseTokens = 0;
  let headTokens = 0;
  let baseCount = 0;
  let headCount = 0;
  let casesChanged = 0;
  let fault: string | undefined = unsoundNote(after, head);
  for (const item of cases) {
    const old = renderSide(before, variant, item, base, renderers.base);
    const now = renderSide(after, variant, item, head, renderers.head);
    if (typeof now === 'string') fault ??= `case \`${item.id}\`: ${now}`;
    const oldMessages = typeof old === 'string' ? undefined : old;
    const newMessages = typeof now === 'string' ? undefined : now;
    if (oldMessages !== undefined) {
      baseCount += 1;
      baseTokens += tokensOf(oldMessages);
    }
    if (newMessages === undefined) continue;
    headCount += 1;
    headTokens += tokensOf(newMessages);
    const diff = shortLineDiff(messagesText(oldMessages), messagesText(newMessages));
    if (diff.length === 0) continue;
    casesChanged += 1;
    const key = diff.join('\n');
    const known = rendered.get(key);
    if (known !== undefined) {
      rendered.set(key, { ...known, sameDiffCases: known.sameDiffCases + 1 });
    } else if (rendered.size < mostDiffsShown) {
      const sides = { base: oldMessages, head: newMessages };
      rendered.set(key, { caseId: item.id, ...sides, diff: capped(diff), sameDiffCases: 1 });
    }
  }
  return {
    target,
    file: entry.file,
    why: entry.what === 'edited' && !entry.isSemantic ? 'affected' : entry.what,
    through: entry.path ?? [],
    cases: [...rendered.values()].slice(0, entry.what === 'added' ? 1 : mostDiffsShown),
    casesChanged,
    casesRendered: headCount,
    baseTokens: baseCount === 0 ? undefined : Math.round(baseTokens / baseCount),
    headTokens: headCount === 0 ? undefined : Math.round(headTokens / headCount),
    note: fault ?? silentChanges(before, after, variant),
  };
}

function unsoundNote(prompt: Prompt | undefined, head: Library): string | undefined {
  if (prompt === undefined || head.isSound(prompt)) return undefined;
  return 'Not rendered: it, or something it reaches, has errors.';
}

/** Messages, or why there are none. */
function renderSide(
  prompt: Prompt | undefined,
  variant: string | undefined,
  item: Case,
  library: Library,
  render: RenderCase,
): readonly ChatMessage[] | string {
  if (prompt === undefined) return 'no such prompt';
  if (!library.isSound(prompt)) return 'the prompt has errors';
  if (variant !== undefined && !prompt.variants.has(variant)) return 'no such variant';
  try {
    return render({ prompt, variant }, item);
  } catch (error) {
    if (error instanceof GalleyError) return error.message;
    throw error;
  }
}

/** Cases of every suite that targets it; without one, a single case made of the inputs' examples. */
function casesFor(target: string, prompt: Prompt, library: Library): Case[] {
  const seen = new Map<string, Case>();
  for (const suite of library.suites.values()) {
    const isTarget = suite.targets.some((reference) => targetName(reference) === target);
    if (!isTarget || !library.isSound(suite)) continue;
    for (const item of suite.cases) {
      if (seen.size >= mostCasesRendered) break;
      if (!seen.has(item.id)) seen.set(item.id, item);
    }
  }
  if (seen.size > 0) return [...seen.values()];
  return [{ id: 'examples', inputs: exampleInputs(prompt), tags: [] }];
}

function exampleInputs(prompt: Prompt): Record<string, JsonValue> {
  const inputs: Record<string, JsonValue> = {};
  for (const [name, input] of prompt.inputs) {
    const value = input.example ?? input.default ?? input.enum?.[0];
    if (value !== undefined) inputs[name] = value;
    else if (input.isRequired) inputs[name] = placeholderOf(name, input.type);
  }
  return inputs;
}

function placeholderOf(name: string, type: string): JsonValue {
  if (type === 'number') return 0;
  if (type === 'boolean') return false;
  if (type === 'object') return {};
  return type.startsWith('array') ? [] : `<${name}>`;
}

function messagesText(messages: readonly ChatMessage[] | undefined): string {
  return (messages ?? []).map(({ role, content }) => `[${role}]\n${content}`).join('\n\n');
}

function tokensOf(messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, message) => sum + estimateTokens(message.content), 0);
}

function capped(diff: readonly string[]): readonly string[] {
  if (diff.length <= mostDiffLines) return diff;
  return [...diff.slice(0, mostDiffLines), ` … ${diff.length - mostDiffLines} more lines`];
}
