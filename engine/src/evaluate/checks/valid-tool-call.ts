import type { Tool } from '../../library/nodes.ts';
import { checkSchema } from '../../matching/json-schema/check-schema.ts';
import { schemaValidator, type ValueValidator } from '../../matching/json-schema/validate-value.ts';
import type { ToolCall } from '../../models/providers/contract.ts';
import { isPlainObject } from '../../units/own-value.ts';
import { showText } from '../show-text.ts';
import type { CheckPlug, Finding } from './contract.ts';

/**
 * The answer calls tools, each call names a tool that the prompt declares, and its arguments fit the
 * tool's `parameters`. An answer without a call does not hold.
 */
export const validToolCall: CheckPlug = {
  key: 'valid_tool_call',
  readsValue: false,
  subject: 'the answer',
  prepare(_, { promptTools }) {
    const validators = new Map(promptTools.map((tool) => [tool.name, validatorOf(tool)]));
    return (_value, { answer }): Finding => {
      const wanted = 'to call declared tools with arguments that fit';
      const calls = answer?.toolCalls ?? [];
      if (calls.length === 0) return { kind: 'judged', holds: false, wanted, got: 'no call' };
      const fault = calls
        .map((call) => faultOf(call, validators))
        .find((found) => found !== undefined);
      const names = calls.map(({ name }) => name).join(', ');
      return { kind: 'judged', holds: fault === undefined, wanted, got: showText(fault ?? names) };
    };
  },
};

function validatorOf({ parameters }: Tool): ValueValidator {
  const isSchema = parameters !== undefined && checkSchema(parameters).length === 0;
  return isSchema ? schemaValidator(parameters) : () => [];
}

function faultOf(
  call: ToolCall,
  validators: ReadonlyMap<string, ValueValidator>,
): string | undefined {
  const validate = validators.get(call.name);
  if (validate === undefined) return `a call of ${call.name}, which the prompt does not declare`;
  if (!isPlainObject(call.arguments)) {
    return `a call of ${call.name} whose arguments are no JSON map`;
  }
  const [fault] = validate(call.arguments);
  return fault && `a call of ${call.name}: ${fault.pointer} ${fault.message}`;
}
