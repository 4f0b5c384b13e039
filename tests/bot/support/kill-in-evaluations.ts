import type { CrashStage } from './crash-stage.ts';

/** Kills the bot when the model was called so often, and at the first and third request of Git. */
export function killInEvaluations(stage: CrashStage, calls: readonly number[]): () => void {
  const { faults } = stage.github;
  const fault = { kind: 'hang-up', first: () => void stage.crash() } as const;
  const left = [...calls];
  stage.onCall((number) => {
    if (number >= (left[0] ?? Number.POSITIVE_INFINITY) && stage.crash()) left.shift();
  });
  faults.add(fault, { on: ['git'] });
  faults.add(fault, { on: ['git'], after: 1 });
  return () => {
    stage.onCall(undefined);
    faults.clear();
  };
}
