import { GalleyError } from '../../errors/galley-error.ts';
import type { Prompt, Sound } from '../../library/nodes.ts';
import type { CaseFault, RenderCasesRequest, RenderedCase } from '../../ports/hostile-text.ts';
import { createPromptRenderer, type RenderInputs } from '../../render/render-prompt.ts';
import { partFrom, promptFrom } from '../plain-node.ts';

const caseFaults: ReadonlySet<string> = new Set<CaseFault['code']>([
  'input-invalid',
  'template-runtime',
  'template-limit',
  'template-syntax',
]);

/** Renders one prompt for many cases; its templates are parsed once. */
export function renderCases(request: RenderCasesRequest): readonly RenderedCase[] {
  const parts = new Map(request.parts.map(partFrom).map((part) => [part.id, part]));
  // Only sound prompts are sent: soundness was found when the library was opened.
  const prompt = promptFrom(request.prompt) as Sound<Prompt>;
  const render = createPromptRenderer({ parts }, prompt, { variant: request.variant });
  return request.cases.map((item) => renderCase(render, item));
}

function renderCase(render: RenderInputs, item: RenderCasesRequest['cases'][number]): RenderedCase {
  try {
    return render(item.inputs, item.history);
  } catch (error) {
    if (error instanceof GalleyError && caseFaults.has(error.code)) {
      return { fault: faultOf(error) };
    }
    throw error;
  }
}

function faultOf({ code, message, hint, data }: GalleyError): CaseFault {
  return {
    code: code as CaseFault['code'],
    message,
    ...(hint !== undefined && { hint }),
    data: data as CaseFault['data'],
  };
}
