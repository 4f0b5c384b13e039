import type { CheckKey } from '../../library/nodes.ts';
import { showValue } from '../show-text.ts';
import type { CheckPlug, Finding } from './contract.ts';
import { textArgument } from './prepare-argument.ts';
import { textOf } from './text-value.ts';

export interface TextCheckOptions {
  readonly key: CheckKey;
  /** Completes "expected output … “Acme”": `to contain`. */
  readonly verb: string;
  readonly holds: (text: string, wanted: string) => boolean;
  /** Which end of the text to show when it fails. */
  readonly shows?: 'start' | 'end';
}

/** Every text contains the empty one: a check for it could not fail. */
export const emptyTextReason = 'the check cannot be judged: the text to look for is empty';

/** A check that compares the value's text with one wanted text. */
export function textCheck({ key, verb, holds, shows = 'start' }: TextCheckOptions): CheckPlug {
  return {
    key,
    readsValue: true,
    prepare(check) {
      const argument = textArgument(check.argument);
      const describe = (wanted: string) => `${verb} ${showValue(wanted)}`;
      const fixedDescription = argument.fixed === undefined ? undefined : describe(argument.fixed);
      return ({ value }, subject): Finding => {
        const wanted = argument.of(subject);
        if (wanted.fault !== undefined) return { kind: 'error', reason: wanted.fault };
        if (wanted.value === '') return { kind: 'error', reason: emptyTextReason };
        const text = textOf(value);
        const isHeld = holds(text, wanted.value);
        return {
          kind: 'judged',
          holds: isHeld,
          wanted: fixedDescription ?? describe(wanted.value),
          ...(shows === 'end' && { got: showValue(text, 'end') }),
        };
      };
    },
  };
}
