import type { Proof } from '../../proof/proof.ts';

/**
 * What a reviewer must know about how the numbers came about, one sentence each; `_` stresses.
 * @param where how to go on after "3 of 41 answers changed": where they are listed
 */
export function proofNotes(proof: Proof, where = ''): string[] {
  const { evaluation, revisions, policy } = proof;
  const answers = evaluation.suites.reduce((sum, suite) => sum + suite.answersCompared, 0);
  const changed = evaluation.suites.reduce((sum, suite) => sum + suite.changedAnswers.length, 0);
  const lines: string[] = [];
  if (answers > 0) {
    lines.push(`${changed} of ${answers} answers changed${changed === 0 ? '' : where}.`);
  }
  if (evaluation.usesScripted) {
    lines.push(
      'Some answers come from a _scripted_ model: free, and no evidence about a real one.',
    );
  }
  if (evaluation.usesLocalRecordings) {
    lines.push('Some answers are _local recordings_ that base does not have.');
  }
  if (policy.mode === 'observe' && revisions.policy.from !== 'defaults') {
    lines.push('_Observing_: nothing of this blocks.');
  }
  if (revisions.policy.from === 'head') {
    lines.push("Judged under head's own policy, as asked; after merge base's policy decides.");
  }
  return lines;
}
