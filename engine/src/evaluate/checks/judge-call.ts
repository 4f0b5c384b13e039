import type { Check } from '../../library/nodes.ts';
import type { ModelCall } from '../../models/model-desk.ts';
import { judgeMessages, judgeOutputSchema } from './judge-prompt.ts';

/** The alias that a `judge` check asks: its own `model`, else `judge`. */
export function judgeAlias(check: Pick<Check, 'model'>): string {
  return check.model ?? 'judge';
}

export interface JudgeQuestion {
  readonly rubric: string;
  readonly answer: string;
  readonly repeat: number;
  readonly recording: ModelCall['recording'];
}

/** The call that grades one answer. The alias' own parameters hold, temperature included. */
export function judgeCall(check: Pick<Check, 'model'>, question: JudgeQuestion): ModelCall {
  const { rubric, answer, repeat, recording } = question;
  return {
    alias: judgeAlias(check),
    parameters: {},
    messages: judgeMessages(rubric, answer),
    tools: [],
    output: { format: 'json', schema: judgeOutputSchema },
    repeat,
    ...(recording && { recording }),
  };
}
