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

/** Prompts whose parsed templates are kept at hand; cases come prompt by prompt, so few are in use. */
const promptsKept = 32;

/**
 * Renders the cases of a library's prompts; the templates of a prompt in use are parsed once.
 * @param renderer to share parsed templates with another library's cases
 */
export function createRenderCase(
  library: PartsOf,
  renderer: Renderer = createRenderer(),
): RenderCase {
  const ofPrompt = new Map<Prompt, Map<string | undefined, RenderInputs>>();
  return ({ prompt, variant }, item) => {
    const variants = ofPrompt.get(prompt) ?? keepVariants(ofPrompt, prompt);
    let render = variants.get(variant);
    if (render === undefined) {
      render = createPromptRenderer(library, prompt, { variant, renderer });
      variants.set(variant, render);
    }
    return render(declaredInputs(prompt, item.inputs), item.history).messages;
  };
}

/** Room for one more prompt; the one that came first makes way. */
function keepVariants(
  ofPrompt: Map<Prompt, Map<string | undefined, RenderInputs>>,
  prompt: Prompt,
): Map<string | undefined, RenderInputs> {
  const [oldest] = ofPrompt.keys();
  if (ofPrompt.size >= promptsKept && oldest !== undefined) ofPrompt.delete(oldest);
  const variants = new Map<string | undefined, RenderInputs>();
  ofPrompt.set(prompt, variants);
  return variants;
}
