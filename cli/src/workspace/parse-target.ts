import { GalleyError } from '@galley/engine/errors';
import type { TargetReference } from '@galley/engine/library';

/**
 * `support/refund+terse` as prompt and variant.
 * @throws GalleyError `usage` for text that is no reference
 */
export function parseTarget(text: string): TargetReference {
  const [prompt = '', variant, ...rest] = text.split('+');
  if (prompt === '' || variant === '' || rest.length > 0 || text.includes('@')) {
    throw new GalleyError('usage', `${JSON.stringify(text)} names no prompt`, {
      hint: 'Write an id such as support/refund, or with a variant support/refund+terse.',
    });
  }
  return variant === undefined ? { prompt } : { prompt, variant };
}
