const cased = /[\p{Uppercase}\p{Lowercase}\p{Lt}]/u;
const upper = /[\p{Uppercase}\p{Lt}]/u;
const notLower = /[\p{Uppercase}\p{Lt}]/u;
const notUpper = /[\p{Lowercase}\p{Lt}]/u;

/** Python's `str.islower`: some letters with case, none of them capital. */
export function isLowerText(text: string): boolean {
  return cased.test(text) && !notLower.test(text);
}

/** Python's `str.isupper`: some letters with case, none of them small. */
export function isUpperText(text: string): boolean {
  return cased.test(text) && !notUpper.test(text);
}

/** Python's `str.istitle`: capitals only where a word starts, small letters only inside. */
export function isTitleText(text: string): boolean {
  let isInside = false;
  let hasCased = false;
  for (const char of text) {
    const isCased = cased.test(char);
    if (isCased && upper.test(char) === isInside) return false;
    isInside = isCased;
    hasCased ||= isCased;
  }
  return hasCased;
}

/** The text's characters in lower case, one entry each; a sigma that ends a word is `ς`. */
function lowerCharacters(text: string): string[] {
  const whole = text.toLowerCase();
  let at = 0;
  return Array.from(text, (char) => {
    const alone = char.toLowerCase();
    const lower = char === 'Σ' ? (whole[at] ?? alone) : alone;
    at += alone.length;
    return lower;
  });
}

/** Text with its first character in title case and the others in lower case. */
export function capitalizeText(text: string): string {
  const [first = ''] = text;
  return titleCharacter(first) + lowerCharacters(text).slice(1).join('');
}

/** Text with each run of letters capitalised, as Python's `str.title`. */
export function titleText(text: string): string {
  const lower = lowerCharacters(text);
  let isInside = false;
  return Array.from(text, (char, index) => {
    const result = isInside ? (lower[index] ?? '') : titleCharacter(char);
    isInside = cased.test(char);
    return result;
  }).join('');
}

/** Text with capital and small letters exchanged, as Python's `str.swapcase`. */
export function swapCase(text: string): string {
  const lower = lowerCharacters(text);
  return Array.from(text, (char, index) => {
    if (/\p{Uppercase}/u.test(char)) return lower[index] ?? '';
    return /\p{Lowercase}/u.test(char) ? char.toUpperCase() : char;
  }).join('');
}

/** Text for comparison without regard to case, as Python's `str.casefold`. */
export function foldCase(text: string): string {
  return Array.from(text, (char) => {
    if (char === 'ı' || char === 'İ') return char.toLowerCase();
    return char === 'ẞ' ? 'ss' : char.toUpperCase().toLowerCase();
  }).join('');
}

/** Letters whose title case follows no rule. */
const titleCase: ReadonlyMap<string, string> = new Map([
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
  ['ŉ', 'ʼN'],
]);

function titleCharacter(char: string): string {
  const special = titleCase.get(char);
  if (special !== undefined) return special;
  const capital = char.toUpperCase();
  return capital.length > char.length
    ? (capital[0] ?? '') + capital.slice(1).toLowerCase()
    : capital;
}
