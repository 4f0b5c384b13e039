import { plainJson } from '../answer-request.ts';
import { disposed } from '../refusals.ts';
import { BrokenRule, brokenRuleRefusal } from './broken-rule.ts';
import type { HostileProof } from './hostile-proof.ts';
import { openProofHost } from './open-proof-host.ts';
import type { ProofHost } from './proof-host.ts';
import { proveHostileChange } from './prove-hostile-change.ts';

/**
 * Opens and proves changes in this process: for tests, and for doors whose user runs them on their own
 * files. The rules of the contract hold; there is no clock and no memory cap.
 */
export function inProcessHostileProof(): HostileProof {
  const stopping = new AbortController();
  return {
    async prove(change, door) {
      const signal = AbortSignal.any([door.signal, stopping.signal]);
      const host = openProofHost(change, { ...door, signal });
      const plainHost: ProofHost = {
        open: async (report) => plain(await host.open(plain(report))),
        ask: async (side, call) => plain(await host.ask(side, plain(call))),
        estimate: async (side, call) => plain(await host.estimate(side, plain(call))),
        emit: (event) => host.emit(plain(event)),
      };
      try {
        signal.throwIfAborted();
        const report = plain(await proveHostileChange(change, plainHost, signal));
        await host.close();
        return host.finish(report);
      } catch (error) {
        if (signal.aborted) throw disposed('prove');
        throw error instanceof BrokenRule ? brokenRuleRefusal(error) : error;
      } finally {
        await host.close();
      }
    },
    async dispose() {
      stopping.abort();
    },
  };
}

function plain<Value>(value: Value): Value {
  return (value === undefined ? undefined : plainJson(value)) as Value;
}
