import { comparisonSeed } from '../../evaluate/compare-outcomes.ts';
import { isCount, mapOf, orAbsent } from '../../evaluate/results-file/shape.ts';
import type { ModelDesk } from '../../models/model-desk.ts';
import { decideVerdict } from '../../proof/decide-verdict.ts';
import type { EffectivePolicy } from '../../proof/effective-policy.ts';
import type { Proof } from '../../proof/proof.ts';
import type { DeskSide } from '../../proof/prove-options.ts';
import { runCost } from '../../proof/run-cost.ts';
import { libraryFrom } from '../plain-library.ts';
import { boundedList, isName } from './bounded-shape.ts';
import { BrokenRule } from './broken-rule.ts';
import type { HostileChange, ProofDoor, ProofOrder, ProvedHostileChange } from './hostile-proof.ts';
import { isModelCall } from './is-model-call.ts';
import { isOpenedReport } from './is-opened-report.ts';
import { isProgress } from './is-progress.ts';
import { isProof } from './is-proof.ts';
import { type HostDesks, openDesks, policyFor } from './open-desks.ts';
import { revisionsOf } from './open-hostile-change.ts';
import type { PlainOrder, ProofHost } from './proof-host.ts';

/** A host whose every word from the other side is unknown until it is checked. */
export interface OpenProofHost {
  open(report: unknown): Promise<PlainOrder | undefined>;
  ask(side: unknown, call: unknown): ReturnType<ProofHost['ask']>;
  estimate(side: unknown, call: unknown): ReturnType<ProofHost['estimate']>;
  emit(event: unknown): void;
  /**
   * What came of the change, from what was told at the end: what a proof compares, is made of and cost
   * is said here. @throws BrokenRule
   */
  finish(report: unknown): ProvedHostileChange;
  /** Ends calls under way, and waits until each of them has settled what it cost. */
  close(): Promise<void>;
}

interface Ordered {
  readonly order: ProofOrder;
  readonly effective: EffectivePolicy;
  readonly desks: HostDesks;
}

const isEstimate = mapOf({
  suite: isName,
  calls: isCount,
  worstNanoUsd: orAbsent(isCount),
  expectedNanoUsd: orAbsent(isCount),
});
const isProved = mapOf({ estimates: orAbsent(boundedList(isEstimate)), proof: orAbsent(isProof) });

/**
 * The parent's side of one proof: decides by the policy who is asked, counts what it costs, and believes
 * nothing else.
 */
export function openProofHost(change: HostileChange, door: ProofDoor): OpenProofHost {
  const policy = libraryFrom(change.policy);
  let summary: ProvedHostileChange['summary'] | undefined;
  let ordered: Ordered | undefined;
  const closing = new AbortController();
  const signal = AbortSignal.any([door.signal, closing.signal]);
  const underWay = new Set<Promise<unknown>>();

  function deskOf(side: unknown): Pick<ModelDesk, 'ask' | 'estimate'> {
    if (side !== 'base' && side !== 'head' && side !== 'judge')
      throw new BrokenRule('no such desk');
    if (ordered === undefined) throw new BrokenRule('a call before there was an order');
    return ordered.desks.of[side satisfies DeskSide];
  }

  return {
    async open(report) {
      if (summary !== undefined) throw new BrokenRule('a change was opened twice');
      if (!isOpenedReport(report)) throw new BrokenRule('a summary of another shape');
      const effective = policyFor(policy.project, report);
      summary = { ...report.summary, budgets: effective.head.budgets };
      const order = await door.decide(summary);
      if (order === undefined) return undefined;
      ordered = { order, effective, desks: openDesks(order, policy, effective) };
      const { createDesk: _createDesk, spentNanoUsd: _spentNanoUsd, ...plain } = order;
      return plain;
    },
    async ask(side, call) {
      const desk = deskOf(side);
      if (ordered?.order.proves === false) throw new BrokenRule('a call though nothing is proved');
      if (!isModelCall(call)) throw new BrokenRule('a call of another shape');
      const answer = desk.ask(call, signal);
      underWay.add(answer);
      try {
        return await answer;
      } finally {
        underWay.delete(answer);
      }
    },
    async estimate(side, call) {
      const desk = deskOf(side);
      if (!isModelCall(call)) throw new BrokenRule('a call of another shape');
      return desk.estimate(call);
    },
    emit(event) {
      if (!isProgress(event)) throw new BrokenRule('an event of another shape');
      door.emit(event);
    },
    finish(report) {
      if (summary === undefined) throw new BrokenRule('an end before the change was open');
      if (ordered === undefined) return { summary };
      if (!isProvedReport(report)) throw new BrokenRule('a proof of another shape');
      const { estimates: wantsEstimates = false, proves = true } = ordered.order;
      const { estimates, proof } = report;
      const isComplete =
        (estimates !== undefined) === wantsEstimates && (proof !== undefined) === proves;
      if (!isComplete) throw new BrokenRule('another end than was ordered');
      return {
        summary,
        ...(estimates && { estimates }),
        ...(proof && { proof: ownedProof(proof, change, ordered) }),
      };
    },
    async close() {
      closing.abort();
      await Promise.allSettled(underWay);
    },
  };
}

function isProvedReport(value: unknown): value is Pick<ProvedHostileChange, 'estimates' | 'proof'> {
  return isProved(value);
}

/** The proof with everything that this side knows better. */
function ownedProof(proof: Proof, change: HostileChange, ordered: Ordered): Proof {
  const { order, desks, effective } = ordered;
  const revisions = revisionsOf(change);
  const policy = { mode: effective.gate.mode, outputs: effective.head.comment.outputs };
  return {
    ...proof,
    schema: 'galley-proof/v1',
    project: change.project,
    revisions,
    policy,
    evaluation: {
      ...proof.evaluation,
      mode: order.mode,
      seed: comparisonSeed,
      usesScripted: desks.usesScripted(),
      usesLocalRecordings: proof.evaluation.usesLocalRecordings || desks.usesLocalRecordings(),
    },
    cost: {
      ...runCost(desks.bill(), order.spentNanoUsd?.()),
      capNanoUsd: order.capNanoUsd,
      prompts: proof.cost.prompts,
    },
    verdict: decideVerdict(
      proof.findings,
      { ...revisions.policy, ...policy },
      proof.verdict.outcome === 'nothing',
    ),
  };
}
