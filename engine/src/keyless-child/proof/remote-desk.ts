import type { ModelCall, ModelDesk } from '../../models/model-desk.ts';
import type { DeskSide, ProofDesk } from '../../proof/prove-options.ts';
import type { ProofHost } from './proof-host.ts';

/** A desk that asks elsewhere, where equal requests get their earlier answer. */
export type RemoteDesk = Omit<ProofDesk, 'requestKey'> & Pick<ModelDesk, 'estimate'>;

/** One side's desk, behind a host. */
export function remoteDesk(side: DeskSide, host: Pick<ProofHost, 'ask' | 'estimate'>): RemoteDesk {
  let usesScripted = false;
  return {
    async ask(call, signal) {
      signal.throwIfAborted();
      const result = await host.ask(side, plainCall(call));
      if (result.kind === 'answered' && result.source === 'scripted') usesScripted = true;
      return result;
    },
    estimate: (call) => host.estimate(side, plainCall(call)),
    get usesScripted() {
      return usesScripted;
    },
  };
}

/** Absent layers would travel as `null`. */
function plainCall(call: ModelCall): ModelCall {
  const layers = Array.isArray(call.parameters) ? call.parameters : [call.parameters];
  return { ...call, parameters: layers.filter((layer) => layer !== undefined) };
}
