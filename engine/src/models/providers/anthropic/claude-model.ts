/** What differs between generations of Claude models, read from the name. */
export interface ClaudeModel {
  /** False for models that refuse `temperature` and `top_p` in every request. */
  readonly takesSampling: boolean;
  /** `adaptive`: told how hard to think; `budget`: told how many tokens to think for. */
  readonly thinking: 'adaptive' | 'budget';
}

const familyFirst = /\bclaude-(?:opus|sonnet|haiku)-(\d{1,2})(?:[-.](\d{1,2}))?(?![\d.])/;
const versionFirst = /\bclaude-(?:instant-)?(\d{1,2})(?:[-.](\d{1,2}))?(?![\d.])/;

/**
 * The generation of a model. A name that says no version is taken as a new one that still takes
 * sampling parameters, because a gateway may have named it.
 * @source Anthropic, "Thinking" and "Migrating to Claude Opus 4.7", 2026-11: sampling is refused from
 * 4.7 on and by Fable and Mythos; adaptive thinking began with 4.6
 */
export function claudeModel(name: string): ClaudeModel {
  if (/\bclaude-(fable|mythos)\b/.test(name)) return { takesSampling: false, thinking: 'adaptive' };
  const found = familyFirst.exec(name) ?? versionFirst.exec(name);
  if (!found) return { takesSampling: true, thinking: 'adaptive' };
  const version = Number(found[1]) * 100 + Number(found[2] ?? 0);
  return {
    takesSampling: version < 407,
    thinking: version < 406 ? 'budget' : 'adaptive',
  };
}
