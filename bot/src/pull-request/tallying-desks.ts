import type { ProofOrder } from '@galley/engine/keyless-child';
import type { Tally } from '@galley/engine/ledger';

/** The desks, with every call that they answer counted for the run record. */
export function tallyingDesks(
  createDesk: ProofOrder['createDesk'],
  tally: Tally,
): ProofOrder['createDesk'] {
  return (...given) => {
    const desk = createDesk(...given);
    return {
      ...desk,
      get usesScripted() {
        return desk.usesScripted;
      },
      async ask(call, signal) {
        const outcome = await desk.ask(call, signal);
        tally.add({ model: call.alias, prompt: '', outcome });
        return outcome;
      },
    };
  };
}
