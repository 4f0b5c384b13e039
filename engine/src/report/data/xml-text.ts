import { plainText } from '../../units/plain-text.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Text inside an XML element: escaped, without the characters that XML 1.0 forbids and without
 * marks that turn the order of letters. Line breaks and tabs are references, so that attributes keep
 * them and no text starts a line, where a CI runner might take it for a command.
 */
export function xmlText(text: string): string {
  return plainText(text.toWellFormed())
    .replace(/[\ufffe\uffff]/g, '')
    .replace(/[&<>"'\n\t]|#(?=\[)/g, (mark) => entities[mark] ?? `&#${mark.charCodeAt(0)};`);
}

/** The attribute with a space before it; nothing for `undefined`. */
export function xmlAttribute(name: string, value: string | number | undefined): string {
  return value === undefined ? '' : ` ${name}="${xmlText(String(value))}"`;
}
