import type { AskResult, ModelDesk } from '../models/model-desk.ts';

/** Answers by request key, for as long as one proof lasts. */
export type KnownAnswers = Map<string, AskResult>;

/**
 * A desk that gives the same answer to the same request without asking again, whichever side asked
 * first: an unchanged request is no evidence, and costs nothing.
 */
export function shareAnswers(desk: ModelDesk, known: KnownAnswers): Pick<ModelDesk, 'ask'> {
  return {
    async ask(call, signal) {
      const earlier = known.get(desk.requestKey(call));
      if (earlier !== undefined) return reused(earlier);
      const result = await desk.ask(call, signal);
      if (result.kind === 'answered') known.set(result.requestKey, result);
      return result;
    },
  };
}

function reused(result: AskResult): AskResult {
  if (result.kind !== 'answered' || result.source === 'scripted') return result;
  return {
    ...result,
    source: result.source === 'called' ? 'cache' : result.source,
    costNanoUsd: 0,
    isUpperBound: false,
    savedNanoUsd: result.listCostNanoUsd,
    requests: 0,
  };
}
