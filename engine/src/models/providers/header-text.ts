import { GalleyError } from '../../errors/galley-error.ts';

/**
 * A secret's value, after it was found to be one that a header can carry: a line break at its end, say,
 * is no part of any key, and what a server echoes without it could not be masked.
 * @throws GalleyError `secret-missing`
 */
export function headerText(
  value: string,
  named: { readonly secret: string; readonly provider: string },
): string {
  if (/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value)) return value;
  throw new GalleyError(
    'secret-missing',
    `the secret ${named.secret} holds a line break, a space at its end or another character that no header can carry`,
    {
      data: { ...named },
      hint: 'Write the key alone, without quotes and line break.',
    },
  );
}
