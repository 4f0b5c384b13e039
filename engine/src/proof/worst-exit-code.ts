import type { Proof } from './proof.ts';

/** Exit codes in the order in which the first that applies wins. */
const order = [2, 4, 3, 1, 0] as const;

/** What a door exits with after several proofs. */
export function worstExitCode(proofs: readonly Pick<Proof, 'verdict'>[]): (typeof order)[number] {
  const codes = new Set(proofs.map(({ verdict }) => verdict.exitCode));
  return order.find((code) => codes.has(code)) ?? 0;
}
