/**
 * Roughly how many tokens a text has, without loading a tokenizer: for answers that no vendor
 * counted. Whole and ≥ 0; an estimate in every case, never a bound.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let run = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (isAsciiLetter(unit)) {
      run++;
      continue;
    }
    tokens += wordTokens(run);
    run = 0;
    // A single space joins the word after it; digits come in threes; CJK is about one per sign.
    if (unit === 0x20) continue;
    tokens += unit >= 0x30 && unit <= 0x39 ? 0.4 : unit < 0x80 ? 0.7 : unit < 0x2e80 ? 0.5 : 0.8;
  }
  return Math.ceil(tokens + wordTokens(run));
}

function wordTokens(letters: number): number {
  if (letters === 0) return 0;
  return letters <= 7 ? 1 : 1 + (letters - 7) / 5;
}

function isAsciiLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);
}
