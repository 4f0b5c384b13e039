import { findPersonalData } from './pii-guard.ts';
import { findSecrets } from './secrets-guard.ts';

const mask = '•••';

/**
 * The text with everything that looks like personal data or a secret replaced by `•••`, as far as the
 * rules of the guards `pii` and `secrets` see it.
 * @param text all of it is looked at: shorten it first, not after, only where a cut may not hide a value
 */
export function maskPrivate(text: string): string {
  const spans = [...findPersonalData(text), ...findSecrets(text)].sort((a, b) => a.start - b.start);
  let masked = '';
  let done = 0;
  for (const { start, end } of spans) {
    if (start >= done) masked += `${text.slice(done, start)}${mask}`;
    done = Math.max(done, end);
  }
  return masked + text.slice(done);
}
