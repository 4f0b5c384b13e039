import { GalleyError } from '../../errors/galley-error.ts';

/** Something was said that no honest reader of a change says. */
export class BrokenRule extends Error {}

/** The refusal for it. */
export function brokenRuleRefusal({ message }: BrokenRule): GalleyError {
  return new GalleyError('hostile-text-failed', `reading the change broke the rules: ${message}`, {
    data: { operation: 'prove', rule: message },
    isRetryable: true,
  });
}
