import { declaredInputs } from '../evaluate/declared-inputs.ts';
import type { RenderCase } from '../evaluate/render-case.ts';
import type { Library } from '../library/library.ts';
import type { Prompt } from '../library/nodes.ts';
import type { Renderer } from '../render/create-renderer.ts';
import { createPromptRenderer, type RenderInputs } from '../render/render-prompt.ts';

/**
 * Renders the cases of one library, each prompt and variant parsed once; inputs that the prompt does
 * not declare are left out.
 */
export function caseRenderer(library: Library, renderer: Renderer): RenderCase {
  const byPrompt = new Map<Prompt, Map<string | undefined, RenderInputs>>();
  return ({ prompt, variant }, item) => {
    const variants = byPrompt.get(prompt) ?? new Map<string | undefined, RenderInputs>();
    byPrompt.set(prompt, variants);
    const render =
      variants.get(variant) ?? createPromptRenderer(library, prompt, { variant, renderer });
    variants.set(variant, render);
    return render(declaredInputs(prompt, item.inputs), item.history).messages;
  };
}
