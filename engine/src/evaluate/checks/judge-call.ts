import { askedAlias, judgeAlias } from '../../library/asked-alias.ts';
import type { ChatMessage, Check, JsonValue } from '../../library/nodes.ts';
import type { ModelCall } from '../../models/model-desk.ts';

export interface JudgeCall {
  readonly messages: readonly ChatMessage[];
  /** JSON Schema of the answer. */
  readonly schema: JsonValue;
  readonly repeat: number;
  readonly recording: ModelCall['recording'];
}

/** The call that asks a judge. The alias' own parameters hold, temperature included. */
export function judgeCall(check: Pick<Check, 'key' | 'model'>, asked: JudgeCall): ModelCall {
  const { messages, schema, repeat, recording } = asked;
  return {
    alias: askedAlias(check) ?? judgeAlias,
    parameters: {},
    messages,
    tools: [],
    output: { format: 'json', schema },
    repeat,
    ...(recording && { recording }),
  };
}
