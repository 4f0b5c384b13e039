import type { Case, ChatMessage, Prompt } from '../library/nodes.ts';
import { createRenderer, type Renderer } from '../render/create-renderer.ts';
import { createPromptRenderer, type PartsOf, type RenderInputs } from '../render/render-prompt.ts';
import { declaredInputs } from './declared-inputs.ts';
import type { FoundTarget } from './find-target.ts';

/**
 * The messages that a target makes of a case; inputs that its prompt does not declare are left out.
 * @throws GalleyError `input-invalid`, `template-runtime`, `template-limit` for what the case causes
 */
export type RenderCase = (
  target: Pick<FoundTarget, 'prompt' | 'variant'>,
  item: Case,
) => readonly ChatMessage[];

/**
 * Renders the cases of a library's prompts; every template is parsed once.
 * @param renderer to share parsed templates with another library's cases
 */
export function createRenderCase(
  library: PartsOf,
  renderer: Renderer = createRenderer(),
): RenderCase {
  const ofPrompt = new WeakMap<Prompt, Map<string | undefined, RenderInputs>>();
  return ({ prompt, variant }, item) => {
    let variants = ofPrompt.get(prompt);
    if (variants === undefined) {
      variants = new Map();
      ofPrompt.set(prompt, variants);
    }
    let render = variants.get(variant);
    if (render === undefined) {
      render = createPromptRenderer(library, prompt, { variant, renderer });
      variants.set(variant, render);
    }
    return render(declaredInputs(prompt, item.inputs), item.history).messages;
  };
}
