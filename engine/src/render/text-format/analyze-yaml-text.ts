/** In which YAML styles a text can be written, as PyYAML decides it. */
export interface YamlTextStyles {
  allowsPlain: boolean;
  allowsSingleQuotes: boolean;
  isMultiline: boolean;
}

const resolved = new RegExp(
  [
    '^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$',
    '^(?:[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN))$',
    '^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$',
    '^(?:<<|=|!|&|\\*|~|null|Null|NULL|)$',
    '^(?:\\d{4}-\\d\\d-\\d\\d|\\d{4}-\\d\\d?-\\d\\d?(?:[Tt]|[ \\t]+)\\d\\d?:\\d\\d:\\d\\d(?:\\.\\d*)?(?:[ \\t]*(?:Z|[-+]\\d\\d?(?::\\d\\d)?))?)$',
  ].join('|'),
);
const lineBreaks = '\n\x85\u2028\u2029';
const blanks = '\0 \t\r\n\x85\u2028\u2029';

/** True when PyYAML would read the plain text as something other than text. */
function isResolved(text: string): boolean {
  return text.length <= 1_000 && resolved.test(text);
}

function hasSpecial(text: string): boolean {
  return /[^\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10fffe}]/u.test(text);
}

function hasIndicators(points: readonly string[], text: string): boolean {
  if (text.startsWith('---') || text.startsWith('...')) return true;
  for (let index = 0; index < points.length; index += 1) {
    const char = points[index] as string;
    const isFollowed = index + 1 >= points.length || blanks.includes(points[index + 1] as string);
    if (index === 0) {
      if ('#,[]{}&*!|>\'"%@`'.includes(char)) return true;
      if ('?:-'.includes(char) && isFollowed) return true;
    } else {
      if (char === ':' && isFollowed) return true;
      if (char === '#' && blanks.includes(points[index - 1] as string)) return true;
    }
  }
  return false;
}

/** The styles in which a text can be written outside flow collections. */
export function analyzeYamlText(text: string): YamlTextStyles {
  const points = Array.from(text);
  const isBreak = (char: string | undefined): boolean =>
    char !== undefined && char !== '' && lineBreaks.includes(char);
  const isMultiline = points.some(isBreak);
  const first = points[0];
  const last = points.at(-1);
  const hasEdge = first === ' ' || isBreak(first) || last === ' ' || isBreak(last);
  let breakThenSpace = false;
  let spaceThenBreak = false;
  for (let index = 1; index < points.length; index += 1) {
    if (points[index] === ' ' && isBreak(points[index - 1])) breakThenSpace = true;
    if (isBreak(points[index]) && points[index - 1] === ' ') spaceThenBreak = true;
  }
  const isSpecial = spaceThenBreak || hasSpecial(text);
  return {
    isMultiline,
    allowsSingleQuotes: !breakThenSpace && !isSpecial,
    allowsPlain:
      !isResolved(text) &&
      !hasEdge &&
      !breakThenSpace &&
      !isSpecial &&
      !isMultiline &&
      !hasIndicators(points, text),
  };
}
