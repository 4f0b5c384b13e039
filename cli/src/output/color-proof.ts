import type { Colors } from './colors.ts';

/** The text of a proof with its marks coloured and its headings bold; the words stay the same. */
export function colorProof(text: string, colors: Colors): string {
  const paint = { '✗': colors.red, '!': colors.yellow, '✓': colors.green } as const;
  return text
    .split('\n')
    .map((line) => {
      const isHeading = /^[A-Z][a-z]+( [a-z]+)?$/.test(line);
      const marked = line.replace(/^[✗!✓]/, (mark) => paint[mark as keyof typeof paint](mark));
      return isHeading ? colors.bold(line) : marked;
    })
    .join('\n');
}
