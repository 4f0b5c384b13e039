import type { Proof } from '../../proof/proof.ts';

/**
 * One form a report of proofs can have; pure: equal proofs make equal bytes, and whatever a repository
 * or a model wrote is inert in it.
 */
export interface ProofFormat {
  /** What `--format` calls it. */
  readonly name: string;
  /** Media type of the report. */
  readonly mediaType: string;
  /** @param proofs one per project of the change; never empty */
  format(proofs: readonly Proof[]): string;
}
