/** Tests one path component against a compiled pattern. */
type Token =
  | { kind: 'literal'; character: string }
  | { kind: 'any' }
  | { kind: 'star' }
  | { kind: 'class'; isNegated: boolean; ranges: [string, string][] };

/** A pattern of `.gitignore`, compiled: for each component its tokens, or `**`. */
export type GlobPattern = (Token[] | '**')[];

/** Compiles a pattern with `*`, `?`, `[a-z]`, `\x` and `**` between slashes. */
export function compileGlob(pattern: string): GlobPattern {
  return pattern.split('/').map((part) => (part === '**' ? '**' : compilePart(part)));
}

/**
 * True when all components of a path match; `**` stands for any number of them, at the end for at
 * least one. Takes at most (pattern length × path length)² steps, whatever the pattern.
 */
export function matchesGlob(pattern: GlobPattern, path: readonly string[]): boolean {
  return matchGreedily(pattern.length, path.length, {
    isStar: (at) => pattern[at] === '**',
    matches: (at, index) => matchesPart(pattern[at] as Token[], path[index] ?? ''),
    minimumAtEnd: 1,
  });
}

function matchesPart(tokens: readonly Token[], name: string): boolean {
  const characters = Array.from(name);
  return matchGreedily(tokens.length, characters.length, {
    isStar: (at) => tokens[at]?.kind === 'star',
    matches: (at, index) => matchesToken(tokens[at], characters[index] ?? ''),
    minimumAtEnd: 0,
  });
}

/** The usual linear wildcard match: on a mismatch only the last star takes one item more. */
function matchGreedily(
  tokenCount: number,
  itemCount: number,
  rules: {
    isStar: (at: number) => boolean;
    matches: (at: number, index: number) => boolean;
    minimumAtEnd: number;
  },
): boolean {
  let token = 0;
  let item = 0;
  let star = -1;
  let resumeAt = 0;
  while (item < itemCount) {
    if (token < tokenCount && rules.isStar(token)) {
      star = token;
      resumeAt = item + (token === tokenCount - 1 ? rules.minimumAtEnd : 0);
      item = resumeAt;
      token += 1;
    } else if (token < tokenCount && rules.matches(token, item)) {
      token += 1;
      item += 1;
    } else if (star >= 0) {
      resumeAt += 1;
      item = resumeAt;
      token = star + 1;
    } else {
      return false;
    }
  }
  while (token < tokenCount && rules.isStar(token)) {
    if (token === tokenCount - 1 && rules.minimumAtEnd > 0) return false;
    token += 1;
  }
  return item === itemCount && token === tokenCount;
}

function matchesToken(token: Token | undefined, character: string): boolean {
  if (token?.kind === 'literal') return token.character === character;
  if (token?.kind === 'class') {
    const isIn = token.ranges.some(([low, high]) => low <= character && character <= high);
    return isIn !== token.isNegated;
  }
  return token?.kind === 'any';
}

function compilePart(part: string): Token[] {
  const characters = Array.from(part);
  const tokens: Token[] = [];
  for (let at = 0; at < characters.length; ) {
    const character = characters[at] ?? '';
    if (character === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
      at += 1;
    } else if (character === '?') {
      tokens.push({ kind: 'any' });
      at += 1;
    } else if (character === '[') {
      const { token, end } = compileClass(characters, at);
      tokens.push(token);
      at = end;
    } else {
      const isEscape = character === '\\' && at + 1 < characters.length;
      tokens.push({ kind: 'literal', character: characters[isEscape ? at + 1 : at] ?? '' });
      at += isEscape ? 2 : 1;
    }
  }
  return tokens;
}

const namedClasses: ReadonlyMap<string, [string, string][]> = new Map([
  [
    'alpha',
    [
      ['A', 'Z'],
      ['a', 'z'],
    ],
  ],
  ['digit', [['0', '9']]],
  [
    'alnum',
    [
      ['0', '9'],
      ['A', 'Z'],
      ['a', 'z'],
    ],
  ],
  ['lower', [['a', 'z']]],
  ['upper', [['A', 'Z']]],
  [
    'xdigit',
    [
      ['0', '9'],
      ['A', 'F'],
      ['a', 'f'],
    ],
  ],
  [
    'space',
    [
      ['\t', '\r'],
      [' ', ' '],
    ],
  ],
  [
    'punct',
    [
      ['!', '/'],
      [':', '@'],
      ['[', '`'],
      ['{', '~'],
    ],
  ],
] satisfies [string, [string, string][]][]);

/** Reads `[…]` from its bracket on; a bracket that never closes matches nothing, as in Git. */
function compileClass(characters: readonly string[], start: number): { token: Token; end: number } {
  const isNegated = characters[start + 1] === '!' || characters[start + 1] === '^';
  const ranges: [string, string][] = [];
  const first = start + (isNegated ? 2 : 1);
  for (let at = first; at < characters.length; ) {
    if (characters[at] === ']' && at > first) {
      return { token: { kind: 'class', isNegated, ranges }, end: at + 1 };
    }
    const named = /^\[:([a-z]+):\]/.exec(characters.slice(at, at + 12).join(''));
    if (named) {
      ranges.push(...(namedClasses.get(named[1] ?? '') ?? []));
      at += named[0].length;
      continue;
    }
    if (characters[at] === '\\') at += 1;
    const low = characters[at] ?? '';
    at += 1;
    if (characters[at] === '-' && at + 1 < characters.length && characters[at + 1] !== ']') {
      at += characters[at + 1] === '\\' ? 2 : 1;
      ranges.push([low, characters[at] ?? '']);
      at += 1;
    } else {
      ranges.push([low, low]);
    }
  }
  return { token: { kind: 'class', isNegated: false, ranges: [] }, end: characters.length };
}
