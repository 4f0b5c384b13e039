import type { CheckKey, JsonValue } from '../../library/nodes.ts';
import { showValue } from '../show-text.ts';
import type { CheckPlug, Finding } from './contract.ts';
import { jsonArgument } from './prepare-argument.ts';
import { textOf } from './text-value.ts';

export interface TextListCheckOptions {
  readonly key: CheckKey;
  readonly needs: 'any' | 'all';
  /** True when letter case does not count. */
  readonly ignoresCase: boolean;
}

/** A check that looks for several texts in the value; an expression may give the whole list. */
export function textListCheck({ key, needs, ignoresCase }: TextListCheckOptions): CheckPlug {
  const fold = (text: string) => (ignoresCase ? text.toLowerCase() : text);
  return {
    key,
    readsValue: true,
    prepare(check) {
      const argument = jsonArgument(check.argument);
      return ({ value }, subject): Finding => {
        const given = argument.of(subject);
        if (given.fault !== undefined) return { kind: 'error', reason: given.fault };
        const wanted = listOf(given.value);
        if (wanted === undefined) {
          const reason = `the check cannot be judged: ${showValue(given.value)} is no list of texts`;
          return { kind: 'error', reason };
        }
        const text = fold(textOf(value));
        const missing = wanted.filter((item) => !text.includes(fold(item)));
        const shown = wanted.map((item) => showValue(item)).join(', ');
        const lacks = `no ${missing.map((item) => showValue(item)).join(', ')} in ${showValue(value)}`;
        return {
          kind: 'judged',
          holds: needs === 'all' ? missing.length === 0 : missing.length < wanted.length,
          wanted: `to contain ${needs} of ${shown}`,
          ...(missing.length > 0 && { got: lacks }),
        };
      };
    },
  };
}

/** At least one text, none of them empty; numbers and the like are taken as their JSON. */
function listOf(value: JsonValue): string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const texts = value.map(textOf);
  return texts.includes('') ? undefined : texts;
}
