import { type ChildLimits, defaultChildLimits } from '../child-limits.ts';

/** What proving one change may take; above it the child is killed. */
export interface ProofLimits extends ChildLimits {
  /** Calls to desks, estimates included. */
  readonly calls: number;
  /** Questions that wait for an answer at the same time. */
  readonly waiting: number;
  /** Messages of the child, of whatever kind. */
  readonly messages: number;
  /** Bytes of all messages of the child. */
  readonly receivedBytes: number;
}

/** Enough for two sides of 10,000 documents and some 100,000 draws. */
export const defaultProofLimits: ProofLimits = {
  ...defaultChildLimits,
  clockMs: 180_000,
  heapMb: 768,
  residentMb: 1_536,
  calls: 500_000,
  waiting: 1_000,
  messages: 2_000_000,
  receivedBytes: 4 * 1024 * 1024 * 1024,
};
