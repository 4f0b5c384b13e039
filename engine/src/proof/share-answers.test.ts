import { expect, it } from 'vitest';
import type { AskResult, ModelCall, ModelDesk } from '../models/model-desk.ts';
import { createAnswerSharing } from './share-answers.ts';

const call = (question: string): ModelCall => ({
  alias: 'default-chat',
  parameters: {},
  messages: [{ role: 'user', content: question }],
  tools: [],
  output: { format: 'text' },
  repeat: 0,
});
const signal = new AbortController().signal;

/** A desk whose answers cost 300 each, or nothing known. */
function countingDesk(costNanoUsd: number | undefined) {
  const asked: string[] = [];
  const keyOf = ({ messages }: ModelCall) => messages[0]?.content ?? '';
  const desk: Pick<ModelDesk, 'ask' | 'requestKey'> = {
    requestKey: keyOf,
    ask: async (one): Promise<AskResult> => {
      asked.push(keyOf(one));
      return {
        kind: 'answered',
        answer: {
          text: 'billing',
          toolCalls: [],
          usage: { inputTokens: 1, cachedInputTokens: undefined, outputTokens: 1 },
          latencyMs: 5,
          finishReason: 'stop',
          model: 'house-small',
        },
        source: 'called',
        costNanoUsd,
        isUpperBound: false,
        listCostNanoUsd: costNanoUsd,
        savedNanoUsd: 0,
        requests: 1,
        requestKey: keyOf(one),
      };
    },
  };
  return { desk: desk as ModelDesk, asked };
}

it('asks the same request once, whichever desk asked first, and bills it once', async () => {
  const sharing = createAnswerSharing();
  const [base, head] = [countingDesk(300), countingDesk(300)];
  const first = await sharing.share(head.desk).ask(call('Where is my parcel?'), signal);
  const second = await sharing.share(base.desk).ask(call('Where is my parcel?'), signal);
  await sharing.share(base.desk).ask(call('Refund please'), signal);
  expect([head.asked, base.asked]).toEqual([['Where is my parcel?'], ['Refund please']]);
  expect(first).toMatchObject({ source: 'called', costNanoUsd: 300, requests: 1 });
  expect(second).toMatchObject({ source: 'cache', costNanoUsd: 0, savedNanoUsd: 300, requests: 0 });
  expect(sharing.bill()).toEqual({
    knownNanoUsd: 600,
    unknownCalls: 0,
    isUpperBound: false,
    savedNanoUsd: 300,
  });
});

it('keeps an unknown price apart from every total', async () => {
  const sharing = createAnswerSharing();
  const desk = sharing.share(countingDesk(undefined).desk);
  await desk.ask(call('Where is my parcel?'), signal);
  await desk.ask(call('Where is my parcel?'), signal);
  expect(sharing.bill()).toMatchObject({
    knownNanoUsd: 0,
    unknownCalls: 1,
    savedNanoUsd: undefined,
  });
});
