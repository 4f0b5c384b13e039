import { compileRegex } from '../../matching/regex.ts';
import type { MatchedPattern, MatchPatternRequest } from '../../ports/hostile-text.ts';

/** Tries an RE2 pattern on each text. */
export function matchPattern({ pattern, texts }: MatchPatternRequest): MatchedPattern {
  const { regex, fault } = compileRegex(pattern);
  if (fault !== undefined) return { fault };
  return {
    matches: texts.map((text) => (text.length > regex.longestText ? null : regex.test(text))),
  };
}
