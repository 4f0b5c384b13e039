/**
 * The text without what could drive a terminal or lie about the order of its letters: control
 * characters but tab and newline, bidirectional marks and overrides, invisible tag characters.
 */
export function plainText(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu,
    '',
  );
}

/** The text on one line: every run of white space is one space, none at the ends. */
export function plainLine(text: string): string {
  return plainText(text.replace(/\s+/g, ' ')).replace(/ +/g, ' ').trim();
}
