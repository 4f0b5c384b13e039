/** Text with its first character in title case and the others in lower case. */
export function capitalizeText(text: string): string {
  const [first = ''] = text;
  return titleCharacter(first) + text.slice(first.length).toLowerCase();
}

/** Text with each run of letters capitalised, as Python's `str.title`. */
export function titleText(text: string): string {
  return text.replace(/[\p{L}\p{Lm}]+/gu, capitalizeText);
}

/** Letters whose title case is neither their upper nor their lower case. */
const digraphs: ReadonlyMap<string, string> = new Map([
  ['Ǆ', 'ǅ'],
  ['ǅ', 'ǅ'],
  ['ǆ', 'ǅ'],
  ['Ǉ', 'ǈ'],
  ['ǈ', 'ǈ'],
  ['ǉ', 'ǈ'],
  ['Ǌ', 'ǋ'],
  ['ǋ', 'ǋ'],
  ['ǌ', 'ǋ'],
  ['Ǳ', 'ǲ'],
  ['ǲ', 'ǲ'],
  ['ǳ', 'ǲ'],
]);

function titleCharacter(char: string): string {
  const digraph = digraphs.get(char);
  if (digraph !== undefined) return digraph;
  const upper = char.toUpperCase();
  return upper.length > char.length ? (upper[0] ?? '') + upper.slice(1).toLowerCase() : upper;
}
