import { showValue } from '../show-text.ts';
import type { CheckPlug } from './contract.ts';
import { jsonArgument } from './prepare-argument.ts';
import { jsonEqual } from './text-value.ts';

/** The value equals the wanted one: deep JSON equality, exact text. */
export const equals: CheckPlug = {
  key: 'equals',
  readsValue: true,
  prepare(check) {
    const argument = jsonArgument(check.argument);
    return ({ value }, subject) => {
      const wanted = argument.of(subject);
      if (wanted.fault !== undefined) return { kind: 'error', reason: wanted.fault };
      return {
        kind: 'judged',
        holds: jsonEqual(value, wanted.value),
        wanted: `to equal ${showValue(wanted.value)}`,
      };
    };
  },
};
