import type { JsonValue } from '../../library/nodes.ts';
import { isPlainObject, ownValue } from '../../units/own-value.ts';
import { showValue } from '../show-text.ts';
import type { CheckPlug, Finding } from './contract.ts';
import { jsonArgument } from './prepare-argument.ts';
import { jsonEqual } from './text-value.ts';

/**
 * One call of the tool has these arguments: maps may hold more keys at any depth, lists are as long
 * and agree item by item. Under `exact` the arguments are these and no others.
 */
export const toolArgs: CheckPlug = {
  key: 'tool_args',
  readsValue: false,
  subject: 'the answer',
  prepare(check) {
    const written = isPlainObject(check.argument) ? check.argument : {};
    const name = String(ownValue(written, 'name'));
    const isExact = ownValue(written, 'exact') === true;
    const args = jsonArgument(ownValue(written, 'args') ?? {});
    const agrees = isExact ? jsonEqual : includesJson;
    return (_, subject): Finding => {
      const wanted = args.of(subject);
      if (wanted.fault !== undefined) return { kind: 'error', reason: wanted.fault };
      const calls = (subject.answer?.toolCalls ?? []).filter((call) => call.name === name);
      const shown = calls.map((call) => showValue(call.arguments)).join(', ');
      return {
        kind: 'judged',
        holds: calls.some((call) => agrees(call.arguments, wanted.value)),
        wanted: `to call ${name} with ${isExact ? 'exactly ' : ''}${showValue(wanted.value)}`,
        got: calls.length === 0 ? `no call of ${name}` : shown,
      };
    };
  },
};

/** True when a value holds the wanted one: more keys in maps are allowed, nothing else. */
function includesJson(value: JsonValue, wanted: JsonValue): boolean {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(value) || value.length !== wanted.length) return false;
    return wanted.every((item, index) => includesJson(value[index] as JsonValue, item));
  }
  if (!isPlainObject(wanted)) return jsonEqual(value, wanted);
  if (!isPlainObject(value)) return false;
  return Object.entries(wanted).every(
    ([key, item]) => Object.hasOwn(value, key) && includesJson(value[key] as JsonValue, item),
  );
}
