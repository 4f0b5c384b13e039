import type { Frame } from '../frames.ts';
import { refusalFrom } from '../refusals.ts';
import { remoteDefaults, remoteTree, type SourceQuestion } from '../remote-sources.ts';
import type { ProofHost, ProvedReport } from './proof-host.ts';
import type { PlainChange, ProofQuestion, TreeSide } from './proof-messages.ts';
import { proveHostileChange } from './prove-hostile-change.ts';

/** A change that is proved in this process for a parent. */
export interface ServedProof {
  readonly proved: Promise<ProvedReport>;
  /** Takes what the parent says. */
  take(frame: Frame): void;
}

interface Waiting {
  resolve(frame: Frame): void;
  reject(error: unknown): void;
}

/** In the child: proves a change, with everything that it needs asked of the parent. */
export function serveProof(change: PlainChange, say: (message: object) => void): ServedProof {
  const waiting = new Map<number, Waiting>();
  let asked = 0;

  function ask(question: ProofQuestion): Promise<Frame> {
    asked += 1;
    const number = asked;
    return new Promise((resolve, reject) => {
      waiting.set(number, { resolve, reject });
      say({ ...question, question: number });
    });
  }

  async function askValue<Value>(question: ProofQuestion): Promise<Value> {
    const { message } = await ask(question);
    return (message as { readonly value: Value }).value;
  }

  const askOf = (side: TreeSide) => (question: SourceQuestion) => ask({ ...question, side });
  const treeOf = (side: TreeSide) => remoteTree(change[side], askOf(side));
  const host: ProofHost = {
    open: (report) => askValue({ kind: 'opened', report }),
    ask: (side, call) => askValue({ kind: 'ask', side, call }),
    estimate: (side, call) => askValue({ kind: 'estimate', side, call }),
    emit: (event) => say({ kind: 'event', event }),
  };
  const { defaults: told, ...plain } = change;
  const sources = {
    base: treeOf('base'),
    head: treeOf('head'),
    ...(told && { defaults: remoteDefaults(told, askOf('head')) }),
  };
  // Whoever stops it ends the process.
  const { signal } = new AbortController();
  return {
    proved: proveHostileChange({ ...plain, ...sources }, host, signal),
    take(frame) {
      const { question, kind, refusal } = frame.message as Record<string, unknown>;
      const answered = waiting.get(Number(question));
      waiting.delete(Number(question));
      if (kind === 'refusal') answered?.reject(refusalFrom(refusal) ?? new TypeError('no refusal'));
      else answered?.resolve(frame);
    },
  };
}
