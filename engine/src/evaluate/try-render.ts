import { GalleyError } from '../errors/galley-error.ts';
import type { RefusalCode } from '../errors/refusal-codes.ts';
import type { Case, ChatMessage } from '../library/nodes.ts';
import type { RenderCase } from './render-case.ts';

/** A case's messages, or why there are none. */
export type Rendering =
  | { readonly messages: readonly ChatMessage[]; readonly fault?: undefined }
  | { readonly messages?: undefined; readonly fault: string };

/** What a case's own data can cause; anything else is no fault of the case. */
const renderFaults = new Set<RefusalCode>([
  'template-runtime',
  'template-limit',
  'template-syntax',
  'input-invalid',
]);

/** Renders a case; what the case's own data causes is returned, anything else is thrown. */
export function tryRender(
  render: RenderCase,
  target: Parameters<RenderCase>[0],
  item: Case,
): Rendering {
  try {
    return { messages: render(target, item) };
  } catch (error) {
    if (error instanceof GalleyError && renderFaults.has(error.code))
      return { fault: error.message };
    throw error;
  }
}
