import type { CheckPlug } from './contract.ts';

/** The model stopped for the given reason, or for one of several. */
export const finishReason: CheckPlug = {
  key: 'finish_reason',
  readsValue: false,
  subject: 'the answer',
  prepare(check) {
    const wanted = (Array.isArray(check.argument) ? check.argument : [check.argument]).map(String);
    return (_, { answer }) => {
      const found = answer?.finishReason.replace('-', '_');
      if (found === undefined) {
        return { kind: 'error', reason: 'the check cannot be judged: there is no answer' };
      }
      return {
        kind: 'judged',
        holds: wanted.includes(found),
        wanted: `to end by ${wanted.join(' or ')}`,
        got: found,
      };
    };
  },
};
