import type { Meter } from '../budget.ts';
import { fail } from '../fail.ts';

/**
 * Text percent-encoded as UTF-8, as Python's `urllib.parse.quote`.
 * @param isQuery also encodes `/` and writes blanks as `+`
 */
export function quoteUrl(meter: Meter, text: string, isQuery: boolean): string {
  meter.allocate(text.length * 9);
  const lone = text.search(/\p{Surrogate}/u);
  if (lone !== -1)
    fail(
      `'utf-8' codec can't encode character '\\u${text.charCodeAt(lone).toString(16)}' in position ${lone}: surrogates not allowed`,
    );
  const safe = isQuery ? /[^A-Za-z0-9_.~-]/gu : /[^A-Za-z0-9_.~/-]/gu;
  const quoted = text.replace(safe, (char) => {
    const bytes = new TextEncoder().encode(char);
    return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(
      '',
    );
  });
  return isQuery ? quoted.replaceAll('%20', '+') : quoted;
}
