import type { OperationId } from '../../fakes/github/openapi/wanted-operations.ts';
import type { CrashStage } from './crash-stage.ts';

/** Writes that are looked for on GitHub before they are made: what was carried out is not made again. */
const keyed: readonly OperationId[] = [
  'checks/create',
  'checks/update',
  'issues/create-comment',
  'issues/update-comment',
];
/** GitHub keeps one of each: it is made again without a look. */
const reaction: OperationId = 'reactions/create-for-issue-comment';

/** Kills the bot at every write, when GitHub has carried it out and before it can answer. */
export function killAfterWrites(stage: CrashStage): () => void {
  const { faults } = stage.github;
  const fault = { kind: 'after-hang-up', first: () => void stage.crash() } as const;
  const plan = () => faults.add(fault, { on: keyed });
  plan();
  faults.add(fault, { on: [reaction] });
  stage.onStart(plan);
  return () => {
    stage.onStart(undefined);
    faults.clear();
  };
}

/** Kills the bot at the first write of every kind, before GitHub carries it out. */
export function killBeforeWrites(stage: CrashStage): () => void {
  const { faults } = stage.github;
  const fault = { kind: 'hang-up', first: () => void stage.crash() } as const;
  for (const operation of [...keyed, reaction]) faults.add(fault, { on: [operation] });
  return () => faults.clear();
}
