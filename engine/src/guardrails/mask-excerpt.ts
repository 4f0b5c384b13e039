const longestShown = 4;

/** The first characters of a private value and its length, which is enough to find it again. */
export function maskExcerpt(value: string): string {
  const characters = [...value];
  const shown = characters.slice(0, Math.min(longestShown, Math.floor(characters.length / 3)));
  return `${shown.join('')}… (${characters.length} characters)`;
}
