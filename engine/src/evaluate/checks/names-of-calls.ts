import { showText } from '../show-text.ts';

/** `lookup_order, send_mail`, or `no calls`; shortened. */
export function namesOfCalls(names: readonly string[]): string {
  return names.length === 0 ? 'no calls' : showText(names.join(', '));
}
