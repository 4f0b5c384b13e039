/** The text, or its beginning and an ellipsis when it is longer; never cuts a character in two. */
export function shortenText(text: string, characters: number): string {
  if (text.length <= characters) return text;
  let end = characters - 1;
  const last = text.charCodeAt(end - 1);
  if (last >= 0xd800 && last <= 0xdbff) end -= 1;
  return `${text.slice(0, end)}…`;
}
