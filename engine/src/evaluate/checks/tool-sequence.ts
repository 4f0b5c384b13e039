import { isPlainObject, ownValue } from '../../units/own-value.ts';
import type { CheckPlug } from './contract.ts';
import { namesOfCalls } from './names-of-calls.ts';

/** The answer calls these tools in this order, others may stand between; under `exact` no others. */
export const toolSequence: CheckPlug = {
  key: 'tool_sequence',
  readsValue: false,
  subject: 'the answer',
  prepare(check) {
    const written = isPlainObject(check.argument) ? check.argument : { names: check.argument };
    const isExact = ownValue(written, 'exact') === true;
    const names = Array.isArray(written.names) ? written.names.map(String) : [];
    const wanted = `to call ${isExact ? 'exactly ' : ''}${names.join(', then ')}`;
    return (_, { answer }) => {
      const called = (answer?.toolCalls ?? []).map((call) => call.name);
      const isLongEnough = !isExact || called.length === names.length;
      const holds = isLongEnough && isInOrder(names, called);
      return { kind: 'judged', holds, wanted, got: namesOfCalls(called) };
    };
  },
};

function isInOrder(names: readonly string[], called: readonly string[]): boolean {
  let next = 0;
  for (const name of called) if (name === names[next]) next += 1;
  return next === names.length;
}
