/**
 * The text in lines of at most `width` characters as a reader counts them, broken at spaces where
 * there are some; its own line breaks stay.
 * @param width at least 1
 */
export function wrapText(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine([...line], width));
}

function wrapLine(characters: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let rest = characters;
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    const end = space > 0 ? space : width;
    lines.push(rest.slice(0, end).join('').trimEnd());
    rest = rest.slice(space > 0 ? end + 1 : end);
  }
  return [...lines, rest.join('')];
}
