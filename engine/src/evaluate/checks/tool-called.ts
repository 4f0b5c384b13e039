import { isPlainObject } from '../../units/own-value.ts';
import { bounds, isWithin } from './bounds.ts';
import type { CheckPlug } from './contract.ts';
import { namesOfCalls } from './names-of-calls.ts';

/** The answer calls a tool: at least once, or `min` to `max` times, both inclusive. */
export const toolCalled: CheckPlug = {
  key: 'tool_called',
  readsValue: false,
  subject: 'the answer',
  prepare(check) {
    const argument = isPlainObject(check.argument) ? check.argument : { name: check.argument };
    const name = String(argument.name);
    const { min = 1, max } = bounds(argument, Number);
    const times = max === undefined ? `at least ${timesOf(min)}` : `${min} to ${timesOf(max)}`;
    return (_, { answer }) => {
      const names = (answer?.toolCalls ?? []).map((call) => call.name);
      const count = names.filter((called) => called === name).length;
      return {
        kind: 'judged',
        holds: isWithin(count, { min, max }),
        wanted: `to call ${name} ${times}`,
        got: `${timesOf(count)} in ${namesOfCalls(names)}`,
      };
    };
  },
};

function timesOf(count: number): string {
  return count === 1 ? '1 time' : `${count} times`;
}
