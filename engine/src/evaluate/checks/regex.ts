import { GalleyError } from '../../errors/galley-error.ts';
import { compileRegex, type RegexResult } from '../../matching/regex.ts';
import { showText } from '../show-text.ts';
import type { CheckPlug, Finding } from './contract.ts';
import { textArgument } from './prepare-argument.ts';
import { emptyTextReason } from './text-check.ts';
import { textOf } from './text-value.ts';

/**
 * An RE2 pattern matches somewhere in the value's text. Values inserted by `${{ … }}` stand for
 * themselves: their special characters are quoted.
 */
export const regex: CheckPlug = {
  key: 'regex',
  readsValue: true,
  prepare(check) {
    const argument = textArgument(check.argument, quotePattern);
    const compile = remembering(compileRegex);
    return ({ value }, subject) => {
      const pattern = argument.of(subject);
      if (pattern.fault !== undefined) return { kind: 'error', reason: pattern.fault };
      if (pattern.value === '') return { kind: 'error', reason: emptyTextReason };
      return matchText(compile(pattern.value), pattern.value, textOf(value));
    };
  },
};

function matchText(compiled: RegexResult, pattern: string, text: string): Finding {
  const unjudged = (why: string): Finding => ({
    kind: 'error',
    reason: `the check cannot be judged: ${why}`,
  });
  if (compiled.fault !== undefined) return unjudged(compiled.fault.message);
  try {
    const holds = compiled.regex.test(text);
    return { kind: 'judged', holds, wanted: `to match /${showText(pattern)}/` };
  } catch (error) {
    if (error instanceof GalleyError) return unjudged(error.message);
    throw error;
  }
}

/** A text as a pattern that matches exactly it. */
export function quotePattern(text: string): string {
  return text.replaceAll(/[\\.+*?()|[\]{}^$-]/g, '\\$&');
}

/** Keeps the last result: a fixed pattern is compiled once, one with inserted values per change. */
function remembering(compile: (pattern: string) => RegexResult): (pattern: string) => RegexResult {
  let last: { pattern: string; result: RegexResult } | undefined;
  return (pattern) => {
    if (last?.pattern !== pattern) last = { pattern, result: compile(pattern) };
    return last.result;
  };
}
