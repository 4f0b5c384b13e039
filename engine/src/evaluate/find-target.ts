import type { Library } from '../library/library.ts';
import type { Prompt, PromptBody, Sound, TargetReference } from '../library/nodes.ts';

/** A prompt, or a variant of it, that a suite judges. */
export interface FoundTarget {
  readonly prompt: Sound<Prompt>;
  readonly variant: string | undefined;
  readonly body: PromptBody;
}

/** What a target refers to in a library, or why it cannot be judged, without a final period. */
export function findTarget(
  library: Library,
  { prompt: id, variant }: TargetReference,
  side: 'base' | 'head',
): FoundTarget | string {
  const where = side === 'base' ? 'base' : 'the project';
  const prompt: Prompt | undefined = library.prompts.get(id);
  if (prompt === undefined) return `${where} has no prompt ${id}`;
  if (!library.isSound(prompt)) return `prompt ${id} has errors`;
  const body = variant === undefined ? prompt.body : prompt.variants.get(variant);
  if (body === undefined) return `prompt ${id} has no variant ${variant} on ${where}`;
  return { prompt, variant, body };
}

/** A target as documents write it: `support/refund` or `support/refund+terse`. */
export function targetName({ prompt, variant }: TargetReference): string {
  return variant === undefined ? prompt : `${prompt}+${variant}`;
}
